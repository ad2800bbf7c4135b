/// DKIM signatures (RFC 6376, RFC 8301, RFC 8463).
@NullMarked
package io.staffetta.dkim;

import org.jspecify.annotations.NullMarked;
