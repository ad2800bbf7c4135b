/// The server's own resolver.
@NullMarked
package io.staffetta.kernel.dns;

import org.jspecify.annotations.NullMarked;
