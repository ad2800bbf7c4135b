/// TLS policy: TLS from the first byte.
@NullMarked
package io.staffetta.tls.implicit;

import org.jspecify.annotations.NullMarked;
