/// Limits on MIME structure, and forbidden attachments.
@NullMarked
package io.staffetta.mime;

import org.jspecify.annotations.NullMarked;
