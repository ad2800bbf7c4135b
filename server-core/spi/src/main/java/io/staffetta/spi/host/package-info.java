/// Services of the server that plugins may inject.
@NullMarked
package io.staffetta.spi.host;

import org.jspecify.annotations.NullMarked;
