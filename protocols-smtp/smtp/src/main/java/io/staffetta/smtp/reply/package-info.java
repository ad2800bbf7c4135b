/// The replies that do not depend on anything but their cause.
@NullMarked
package io.staffetta.smtp.reply;

import org.jspecify.annotations.NullMarked;
