/// TLS policy: clients show certificates.
@NullMarked
package io.staffetta.tls.mutual;

import org.jspecify.annotations.NullMarked;
