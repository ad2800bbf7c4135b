/// Clients that talk before the banner.
@NullMarked
package io.staffetta.early;

import org.jspecify.annotations.NullMarked;
