@NullMarked
package io.staffetta.patterns;

import org.jspecify.annotations.NullMarked;
