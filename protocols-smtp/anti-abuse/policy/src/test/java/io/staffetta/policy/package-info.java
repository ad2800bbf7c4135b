@NullMarked
package io.staffetta.policy;

import org.jspecify.annotations.NullMarked;
