/// TLS policies of listeners, certificates, and what is known of a secured connection.
@NullMarked
package io.staffetta.spi.tls;

import org.jspecify.annotations.NullMarked;
