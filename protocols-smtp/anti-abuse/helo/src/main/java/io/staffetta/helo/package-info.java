/// Sanity of HELO and EHLO.
@NullMarked
package io.staffetta.helo;

import org.jspecify.annotations.NullMarked;
