/// The entry point of a plugin: what it offers, and the types every offer shares.
@NullMarked
package io.staffetta.spi;

import org.jspecify.annotations.NullMarked;
