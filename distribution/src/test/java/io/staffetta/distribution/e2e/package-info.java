/// The assembled distribution as its own process, driven as its users drive it.
@NullMarked
package io.staffetta.distribution.e2e;

import org.jspecify.annotations.NullMarked;
