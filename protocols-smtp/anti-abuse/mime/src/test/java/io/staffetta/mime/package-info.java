@NullMarked
package io.staffetta.mime;

import org.jspecify.annotations.NullMarked;
