/// Outbound TLS policy: TLS if the server offers it.
@NullMarked
package io.staffetta.tls.outbound.may;

import org.jspecify.annotations.NullMarked;
