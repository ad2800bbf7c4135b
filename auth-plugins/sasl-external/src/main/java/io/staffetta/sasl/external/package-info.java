/// SASL EXTERNAL (RFC 4422, appendix A): an account by its client certificate.
@NullMarked
package io.staffetta.sasl.external;

import org.jspecify.annotations.NullMarked;
