/// Outbound TLS policy: certificates known by their fingerprints.
@NullMarked
package io.staffetta.tls.outbound.fingerprint;

import org.jspecify.annotations.NullMarked;
