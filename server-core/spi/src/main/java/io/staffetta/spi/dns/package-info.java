/// Questions to the DNS.
@NullMarked
package io.staffetta.spi.dns;

import org.jspecify.annotations.NullMarked;
