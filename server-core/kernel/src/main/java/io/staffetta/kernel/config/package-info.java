/// Configuration read into records; the only package that knows Commons Configuration.
@NullMarked
package io.staffetta.kernel.config;

import org.jspecify.annotations.NullMarked;
