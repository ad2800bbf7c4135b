/// How the server writes its log.
@NullMarked
package io.staffetta.distribution.logging;

import org.jspecify.annotations.NullMarked;
