/// The `Authentication-Results` header field (RFC 8601).
@NullMarked
package io.staffetta.authres;

import org.jspecify.annotations.NullMarked;
