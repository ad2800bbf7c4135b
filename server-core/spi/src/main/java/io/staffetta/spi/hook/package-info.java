/// Hooks of the inbound chain, what they may see and what they may decide.
@NullMarked
package io.staffetta.spi.hook;

import org.jspecify.annotations.NullMarked;
