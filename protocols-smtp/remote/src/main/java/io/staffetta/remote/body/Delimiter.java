package io.staffetta.remote.body;

import java.util.Optional;

/// A line between the parts of a multipart.
///
/// @param closing whether it is the last one
record Delimiter(Entity multipart, boolean closing) {

    private enum Likeness {
        NONE,
        /// RFC 2046 §5.1.1 wants readers to take the line for a delimiter if it begins like one;
        /// few do.
        DOUBTFUL,
        DELIMITER,
        CLOSING
    }

    /// Looks whose delimiter a line is. Those of outer multiparts count in inner ones (RFC 2046
    /// §5.1.2).
    ///
    /// @param line begins with `--`
    /// @param open innermost first
    static Optional<Delimiter> find(LineScanner line, Iterable<Entity> open) {
        var text = withoutPadding(line.text());
        Delimiter found = null;
        Entity doubtful = null;
        for (var entity : open) {
            var likeness = likeness(text, entity, line.isOdd());
            switch (likeness) {
                case NONE -> {}
                case DOUBTFUL -> doubtful = entity;
                case DELIMITER, CLOSING -> {
                    if (found != null || entity.place() == Entity.Place.EPILOGUE) {
                        entity.doubt();
                    } else {
                        found = new Delimiter(entity, likeness == Likeness.CLOSING);
                    }
                }
            }
        }
        if (found == null && doubtful != null) {
            doubtful.doubt();
        }
        return Optional.ofNullable(found);
    }

    private static Likeness likeness(String text, Entity entity, boolean odd) {
        if (!entity.isLike(text)) {
            return Likeness.NONE;
        }
        var rest = text.substring(2 + entity.boundary().length());
        return odd
                ? Likeness.DOUBTFUL
                : switch (rest) {
                    case "" -> Likeness.DELIMITER;
                    case "--" -> Likeness.CLOSING;
                    default -> Likeness.DOUBTFUL;
                };
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(0, end);
    }
}
