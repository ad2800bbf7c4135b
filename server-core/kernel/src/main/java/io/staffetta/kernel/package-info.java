/// The server: starts, reloads and stops everything.
@NullMarked
package io.staffetta.kernel;

import org.jspecify.annotations.NullMarked;
