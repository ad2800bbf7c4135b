/// Metrics; the only package that knows Dropwizard.
@NullMarked
package io.staffetta.kernel.metrics;

import org.jspecify.annotations.NullMarked;
