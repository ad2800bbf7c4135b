/// SASL SCRAM (RFC 5802, RFC 7677), with channel binding too.
@NullMarked
package io.staffetta.sasl.scram;

import org.jspecify.annotations.NullMarked;
