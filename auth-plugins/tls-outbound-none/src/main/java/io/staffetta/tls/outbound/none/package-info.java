/// Outbound TLS policy: never STARTTLS.
@NullMarked
package io.staffetta.tls.outbound.none;

import org.jspecify.annotations.NullMarked;
