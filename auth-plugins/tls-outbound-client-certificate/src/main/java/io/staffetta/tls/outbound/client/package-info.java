/// A certificate of our own, shown to other servers that ask.
@NullMarked
package io.staffetta.tls.outbound.client;

import org.jspecify.annotations.NullMarked;
