/// Questions to DNS servers. Not part of the SPI: the kernel and each plugin that needs it carry
/// their own copy.
@NullMarked
package io.staffetta.dns;

import org.jspecify.annotations.NullMarked;
