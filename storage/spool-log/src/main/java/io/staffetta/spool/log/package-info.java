/// The durable spool: an append-only segment log with group commit.
@NullMarked
package io.staffetta.spool.log;

import org.jspecify.annotations.NullMarked;
