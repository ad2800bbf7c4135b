/// Plugin loading, generations, and the components the configuration asks for.
@NullMarked
package io.staffetta.kernel.plugin;

import org.jspecify.annotations.NullMarked;
