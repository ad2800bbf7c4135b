package io.staffetta.headers;

import org.jspecify.annotations.Nullable;

/// What follows from each broken rule.
///
/// @param count more fields than `max-fields`
/// @param size a field or the section is too large
/// @param malformed the section ends with a line that is no field
/// @param lineLength a line is longer than `max-line`
/// @param nul a NUL
/// @param eightBit other octets than ASCII without SMTPUTF8
/// @param required a field is missing
/// @param once a field occurs more than once
/// @param date unreadable, or outside of the window
/// @param from the field `From` is not one mailbox
/// @param alignment `From` has nothing to do with the sender
/// @param displayName the display name shows another address
public record Actions(
        @Nullable Action count,
        @Nullable Action size,
        @Nullable Action malformed,
        @Nullable Action lineLength,
        @Nullable Action nul,
        @Nullable Action eightBit,
        @Nullable Action required,
        @Nullable Action once,
        @Nullable Action date,
        @Nullable Action from,
        @Nullable Action alignment,
        @Nullable Action displayName) {

    /// What holds where the operator says nothing.
    static final Actions DEFAULT =
            new Actions(null, null, null, null, null, null, null, null, null, null, null, null);

    Action of(Rule rule) {
        var chosen =
                switch (rule) {
                    case COUNT -> count;
                    case SIZE -> size;
                    case MALFORMED -> malformed;
                    case LINE_LENGTH -> lineLength;
                    case NUL -> nul;
                    case EIGHT_BIT -> eightBit;
                    case REQUIRED -> required;
                    case ONCE -> once;
                    case DATE -> date;
                    case FROM -> from;
                    case ALIGNMENT -> alignment;
                    case DISPLAY_NAME -> displayName;
                };
        if (chosen != null) {
            return chosen;
        }
        return rule == Rule.DISPLAY_NAME ? Action.NEXT : Action.REFUSE;
    }
}
