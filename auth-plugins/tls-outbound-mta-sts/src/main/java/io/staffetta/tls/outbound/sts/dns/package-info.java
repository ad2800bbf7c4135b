/// Asks recursive DNS servers, without threads of its own.
@NullMarked
package io.staffetta.tls.outbound.sts.dns;

import org.jspecify.annotations.NullMarked;
