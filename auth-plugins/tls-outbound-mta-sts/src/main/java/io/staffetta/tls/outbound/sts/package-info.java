/// Outbound TLS policy: MTA-STS (RFC 8461).
@NullMarked
package io.staffetta.tls.outbound.sts;

import org.jspecify.annotations.NullMarked;
