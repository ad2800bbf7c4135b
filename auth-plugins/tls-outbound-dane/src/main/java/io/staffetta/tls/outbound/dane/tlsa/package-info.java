/// TLSA records (RFC 6698), and the certificates that fit them.
@NullMarked
package io.staffetta.tls.outbound.dane.tlsa;

import org.jspecify.annotations.NullMarked;
