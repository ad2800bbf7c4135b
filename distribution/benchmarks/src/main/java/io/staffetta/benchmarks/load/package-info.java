/// The load client: speaks SMTP, checks every reply, measures.
@NullMarked
package io.staffetta.benchmarks.load;

import org.jspecify.annotations.NullMarked;
