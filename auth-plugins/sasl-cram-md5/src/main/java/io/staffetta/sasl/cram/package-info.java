/// The SASL mechanism CRAM-MD5 (RFC 2195).
@NullMarked
package io.staffetta.sasl.cram;

import org.jspecify.annotations.NullMarked;
