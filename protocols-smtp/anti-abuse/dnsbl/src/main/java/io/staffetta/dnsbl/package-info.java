/// Lists of addresses and domains in the DNS (RFC 5782).
@NullMarked
package io.staffetta.dnsbl;

import org.jspecify.annotations.NullMarked;
