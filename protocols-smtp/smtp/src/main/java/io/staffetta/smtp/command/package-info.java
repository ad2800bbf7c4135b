/// The commands of a client as values, and how they are parsed.
@NullMarked
package io.staffetta.smtp.command;

import org.jspecify.annotations.NullMarked;
