/// Sanity of the header section: the hook `headers`.
///
/// [io.staffetta.headers.HeadersHook] puts together what [io.staffetta.headers.Shape],
/// [io.staffetta.headers.Fields], [io.staffetta.headers.Dates] and [io.staffetta.headers.Authors]
/// find.
@NullMarked
package io.staffetta.headers;

import org.jspecify.annotations.NullMarked;
