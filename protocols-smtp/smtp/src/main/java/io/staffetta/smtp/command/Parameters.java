package io.staffetta.smtp.command;

import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The parameters of MAIL or RCPT as they were written (RFC 5321 §4.1.2), each name once.
///
/// @param list in the order written
public record Parameters(List<Parameter> list) {

    /// No parameters.
    public static final Parameters NONE = new Parameters(List.of());

    public Parameters {
        list = List.copyOf(list);
    }

    /// One parameter.
    ///
    /// @param name in upper case
    /// @param value what follows `=`; not empty
    public record Parameter(String name, Optional<String> value) {}

    static Parameters parse(Cursor in) throws Refused {
        if (in.isAtEnd()) {
            return NONE;
        }
        var list = new ArrayList<Parameter>(4);
        while (!in.isAtEnd()) {
            in.spaces(Replies.BAD_PARAMETER);
            var parameter = parameter(in.word(Replies.BAD_PARAMETER));
            for (var other : list) {
                if (other.name.equals(parameter.name)) {
                    throw Refused.with(Replies.DUPLICATE_PARAMETER);
                }
            }
            list.add(parameter);
        }
        return new Parameters(list);
    }

    private static Parameter parameter(String word) throws Refused {
        int equals = word.indexOf('=');
        var name = equals < 0 ? word : word.substring(0, equals);
        if (!isName(name) || (equals >= 0 && equals == word.length() - 1)) {
            throw Refused.with(Replies.BAD_PARAMETER);
        }
        // A value may not have "=" (RFC 5321 §4.1.2), but ORCPT of real clients has.
        var value = equals < 0 ? Optional.<String>empty() : Optional.of(word.substring(equals + 1));
        return new Parameter(name.toUpperCase(Locale.ROOT), value);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (c != '-' || i == 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
