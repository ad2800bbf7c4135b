/// DMARC (RFC 9989).
@NullMarked
package io.staffetta.dmarc;

import org.jspecify.annotations.NullMarked;
