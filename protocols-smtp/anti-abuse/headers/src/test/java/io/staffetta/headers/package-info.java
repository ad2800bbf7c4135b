@NullMarked
package io.staffetta.headers;

import org.jspecify.annotations.NullMarked;
