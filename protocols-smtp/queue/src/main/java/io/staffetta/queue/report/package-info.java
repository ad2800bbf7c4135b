/// Tells senders what became of their messages (RFC 3461, 3464, 6522, 6533).
@NullMarked
package io.staffetta.queue.report;

import org.jspecify.annotations.NullMarked;
