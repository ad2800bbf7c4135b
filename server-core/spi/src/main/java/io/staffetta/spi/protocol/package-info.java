/// Protocols: what serves a connection, and the kernel's side of a mail session.
@NullMarked
package io.staffetta.spi.protocol;

import org.jspecify.annotations.NullMarked;
