/// SASL PLAIN (RFC 4616).
@NullMarked
package io.staffetta.sasl.plain;

import org.jspecify.annotations.NullMarked;
