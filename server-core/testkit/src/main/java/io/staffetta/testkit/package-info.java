/// Boots the real server inside a test.
@NullMarked
package io.staffetta.testkit;

import org.jspecify.annotations.NullMarked;
