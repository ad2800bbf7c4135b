/// TLS policy: nothing before STARTTLS.
@NullMarked
package io.staffetta.tls.required;

import org.jspecify.annotations.NullMarked;
