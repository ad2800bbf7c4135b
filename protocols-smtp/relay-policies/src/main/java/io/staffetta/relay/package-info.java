/// Relay permits: without one, nothing is relayed.
@NullMarked
package io.staffetta.relay;

import org.jspecify.annotations.NullMarked;
