/// Greylisting (RFC 6647).
@NullMarked
package io.staffetta.greylist;

import org.jspecify.annotations.NullMarked;
