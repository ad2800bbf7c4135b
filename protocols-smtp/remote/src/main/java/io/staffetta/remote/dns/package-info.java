/// Which servers take mail for a domain.
@NullMarked
package io.staffetta.remote.dns;

import org.jspecify.annotations.NullMarked;
