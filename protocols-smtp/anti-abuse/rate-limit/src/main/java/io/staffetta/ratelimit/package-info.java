/// Limits on rates and concurrency.
@NullMarked
package io.staffetta.ratelimit;

import org.jspecify.annotations.NullMarked;
