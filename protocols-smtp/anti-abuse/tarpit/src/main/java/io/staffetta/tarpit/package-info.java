/// Slows suspicious clients down.
@NullMarked
package io.staffetta.tarpit;

import org.jspecify.annotations.NullMarked;
