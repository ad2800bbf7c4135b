/// Octets in and out: lines, content, and what can be wrong with either.
@NullMarked
package io.staffetta.smtp.io;

import org.jspecify.annotations.NullMarked;
