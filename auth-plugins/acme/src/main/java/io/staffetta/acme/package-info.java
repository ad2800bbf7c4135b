/// Certificates by ACME (RFC 8555).
@NullMarked
package io.staffetta.acme;

import org.jspecify.annotations.NullMarked;
