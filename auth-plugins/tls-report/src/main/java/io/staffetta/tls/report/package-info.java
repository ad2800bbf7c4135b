/// Outcomes of outbound TLS, kept for reports (RFC 8460).
@NullMarked
package io.staffetta.tls.report;

import org.jspecify.annotations.NullMarked;
