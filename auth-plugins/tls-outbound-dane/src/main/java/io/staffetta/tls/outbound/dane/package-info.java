/// Outbound TLS policy: DANE for SMTP (RFC 7672).
@NullMarked
package io.staffetta.tls.outbound.dane;

import org.jspecify.annotations.NullMarked;
