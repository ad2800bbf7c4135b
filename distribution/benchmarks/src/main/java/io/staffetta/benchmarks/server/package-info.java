/// The servers under test.
@NullMarked
package io.staffetta.benchmarks.server;

import org.jspecify.annotations.NullMarked;
