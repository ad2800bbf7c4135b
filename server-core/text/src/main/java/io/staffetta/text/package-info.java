/// Text in messages as strangers write it. Not part of the SPI: each plugin that needs it carries
/// its own copy.
@NullMarked
package io.staffetta.text;

import org.jspecify.annotations.NullMarked;
