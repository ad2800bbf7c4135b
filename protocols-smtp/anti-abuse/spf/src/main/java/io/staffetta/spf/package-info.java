/// Sender Policy Framework (RFC 7208).
@NullMarked
package io.staffetta.spf;

import org.jspecify.annotations.NullMarked;
