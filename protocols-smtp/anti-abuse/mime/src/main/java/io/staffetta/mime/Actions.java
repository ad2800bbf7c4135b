package io.staffetta.mime;

import org.jspecify.annotations.Nullable;

/// What follows from each broken rule.
///
/// @param structure the message cannot be parsed
/// @param depth too deep
/// @param parts too many parts
/// @param fields a MIME field occurs twice, or a line among the fields of a part is none
/// @param boundary missing, empty, too long, ambiguous or used before
/// @param encoding unknown, or one a multipart may not have
/// @param unclosed a multipart does not end
/// @param parameters a name is put together from pieces that do not fit
/// @param extension a forbidden extension
/// @param mediaType a forbidden media type
/// @param disguisedName characters that make a name look like another
/// @param doubleExtension a forbidden extension before the last
/// @param conflictingNames two names for one part
public record Actions(
        @Nullable Action structure,
        @Nullable Action depth,
        @Nullable Action parts,
        @Nullable Action fields,
        @Nullable Action boundary,
        @Nullable Action encoding,
        @Nullable Action unclosed,
        @Nullable Action parameters,
        @Nullable Action extension,
        @Nullable Action mediaType,
        @Nullable Action disguisedName,
        @Nullable Action doubleExtension,
        @Nullable Action conflictingNames) {

    static final Actions DEFAULT =
            new Actions(
                    null, null, null, null, null, null, null, null, null, null, null, null, null);

    Action of(Rule rule) {
        var chosen =
                switch (rule) {
                    case STRUCTURE -> structure;
                    case DEPTH -> depth;
                    case PARTS -> parts;
                    case FIELDS -> fields;
                    case BOUNDARY -> boundary;
                    case ENCODING -> encoding;
                    case UNCLOSED -> unclosed;
                    case PARAMETERS -> parameters;
                    case EXTENSION -> extension;
                    case MEDIA_TYPE -> mediaType;
                    case DISGUISED_NAME -> disguisedName;
                    case DOUBLE_EXTENSION -> doubleExtension;
                    case CONFLICTING_NAMES -> conflictingNames;
                };
        return chosen == null ? rule.usual() : chosen;
    }
}
