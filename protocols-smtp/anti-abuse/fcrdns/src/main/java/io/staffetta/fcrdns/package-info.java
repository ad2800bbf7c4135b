/// Forward-confirmed reverse DNS.
@NullMarked
package io.staffetta.fcrdns;

import org.jspecify.annotations.NullMarked;
