/// SASL ANONYMOUS (RFC 4505).
@NullMarked
package io.staffetta.sasl.anonymous;

import org.jspecify.annotations.NullMarked;
