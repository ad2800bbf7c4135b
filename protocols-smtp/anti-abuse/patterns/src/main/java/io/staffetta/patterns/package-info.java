/// Header and body checks by regular expressions of bounded cost.
@NullMarked
package io.staffetta.patterns;

import org.jspecify.annotations.NullMarked;
