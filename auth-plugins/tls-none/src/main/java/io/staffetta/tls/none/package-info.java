/// TLS policy: never.
@NullMarked
package io.staffetta.tls.none;

import org.jspecify.annotations.NullMarked;
