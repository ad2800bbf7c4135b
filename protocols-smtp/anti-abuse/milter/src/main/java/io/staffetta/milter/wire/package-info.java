/// The milter protocol on the wire.
@NullMarked
package io.staffetta.milter.wire;

import org.jspecify.annotations.NullMarked;
