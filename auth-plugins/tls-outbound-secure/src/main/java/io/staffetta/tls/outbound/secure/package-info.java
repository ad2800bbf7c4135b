/// Outbound TLS policy: a certificate for the destination itself.
@NullMarked
package io.staffetta.tls.outbound.secure;

import org.jspecify.annotations.NullMarked;
