/// Limits on MIME structure, and forbidden attachments: the hook `mime`.
///
/// [io.staffetta.mime.Walk] goes through the parts with mime4j; what mime4j is lenient about is
/// looked at in the octets of the fields: [io.staffetta.mime.Parameters] splits them,
/// [io.staffetta.mime.Names] puts names together (RFC 2231), [io.staffetta.mime.FileName] judges
/// them.
@NullMarked
package io.staffetta.mime;

import org.jspecify.annotations.NullMarked;
