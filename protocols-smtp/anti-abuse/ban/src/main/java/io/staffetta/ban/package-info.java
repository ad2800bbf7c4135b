/// Bans clients that keep failing.
@NullMarked
package io.staffetta.ban;

import org.jspecify.annotations.NullMarked;
