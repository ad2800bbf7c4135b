/// A plugin with a spool that keeps nothing.
@NullMarked
package io.staffetta.benchmarks.nostore;

import org.jspecify.annotations.NullMarked;
