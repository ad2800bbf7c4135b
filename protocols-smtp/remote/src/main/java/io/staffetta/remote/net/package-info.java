/// Connections to servers: racing addresses, pooling.
@NullMarked
package io.staffetta.remote.net;

import org.jspecify.annotations.NullMarked;
