/// Local delivery into Maildir.
@NullMarked
package io.staffetta.maildir;

import org.jspecify.annotations.NullMarked;
