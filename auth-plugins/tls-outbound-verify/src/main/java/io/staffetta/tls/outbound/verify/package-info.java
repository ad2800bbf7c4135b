/// Outbound TLS policy: TLS with a certificate that is checked.
@NullMarked
package io.staffetta.tls.outbound.verify;

import org.jspecify.annotations.NullMarked;
