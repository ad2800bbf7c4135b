/// What plugins remember over a restart.
@NullMarked
package io.staffetta.spi.state;

import org.jspecify.annotations.NullMarked;
