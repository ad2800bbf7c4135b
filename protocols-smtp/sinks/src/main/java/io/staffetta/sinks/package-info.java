/// Transports that take no mail anywhere.
@NullMarked
package io.staffetta.sinks;

import org.jspecify.annotations.NullMarked;
