/// The durable spool: the only way a message gets in.
@NullMarked
package io.staffetta.spi.spool;

import org.jspecify.annotations.NullMarked;
