/// Which domains are ours and where their mailboxes lead.
@NullMarked
package io.staffetta.spi.directory;

import org.jspecify.annotations.NullMarked;
