/// The queue and the transports that carry a message on.
@NullMarked
package io.staffetta.spi.queue;

import org.jspecify.annotations.NullMarked;
