/// Client of the Postfix policy delegation protocol.
@NullMarked
package io.staffetta.policy;

import org.jspecify.annotations.NullMarked;
