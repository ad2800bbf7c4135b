/// Listeners, connections and TLS; starts the threads of the sessions.
@NullMarked
package io.staffetta.kernel.net;

import org.jspecify.annotations.NullMarked;
