/// Where a conversation stands, and what a command means there: values and one pure function.
@NullMarked
package io.staffetta.smtp.state;

import org.jspecify.annotations.NullMarked;
