/// TLS policy: STARTTLS offered, not demanded.
@NullMarked
package io.staffetta.tls.opportunistic;

import org.jspecify.annotations.NullMarked;
