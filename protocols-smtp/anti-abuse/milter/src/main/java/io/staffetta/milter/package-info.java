/// Milter client, protocol v2 to v6.
@NullMarked
package io.staffetta.milter;

import org.jspecify.annotations.NullMarked;
