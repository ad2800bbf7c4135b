/// Launcher and command line.
@NullMarked
package io.staffetta.distribution;

import org.jspecify.annotations.NullMarked;
