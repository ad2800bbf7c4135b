/// Content made fit for servers that take less.
@NullMarked
package io.staffetta.remote.body;

import org.jspecify.annotations.NullMarked;
