/// Questions to DNS servers. Not part of the SPI: each plugin that needs it carries its own copy.
@NullMarked
package io.staffetta.dns;

import org.jspecify.annotations.NullMarked;
