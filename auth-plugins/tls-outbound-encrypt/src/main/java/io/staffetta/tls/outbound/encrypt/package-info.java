/// Outbound TLS policy: TLS, or the message waits.
@NullMarked
package io.staffetta.tls.outbound.encrypt;

import org.jspecify.annotations.NullMarked;
