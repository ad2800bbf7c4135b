/// Relay permits.
@NullMarked
package io.staffetta.spi.relay;

import org.jspecify.annotations.NullMarked;
