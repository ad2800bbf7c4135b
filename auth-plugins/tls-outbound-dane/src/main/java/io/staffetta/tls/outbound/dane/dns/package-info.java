/// DNS answers of which it is known whether DNSSEC proves them.
@NullMarked
package io.staffetta.tls.outbound.dane.dns;

import org.jspecify.annotations.NullMarked;
