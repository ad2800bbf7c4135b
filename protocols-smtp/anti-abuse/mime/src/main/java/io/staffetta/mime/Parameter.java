package io.staffetta.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One parameter of a structured field (RFC 2045 §5.1), as it was written.
///
/// @param name in lower case, with the `*` of RFC 2231
/// @param value without quotes; pieces that follow each other are joined, as some readers do
record Parameter(String name, String value) {

    /// The field without its parameters, in lower case.
    static String mainValue(String field) {
        int end = field.indexOf(';');
        return (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /// Splits a field whose comments are gone, or are to be taken for text.
    static List<Parameter> split(String field) {
        var parameters = new ArrayList<Parameter>();
        int i = field.indexOf(';');
        while (i >= 0 && i < field.length()) {
            int from = ++i;
            while (i < field.length() && field.charAt(i) != '=' && field.charAt(i) != ';') {
                i++;
            }
            if (i == field.length() || field.charAt(i) == ';') {
                continue;
            }
            var name = field.substring(from, i).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            var value = new StringBuilder();
            i = value(field, i + 1, value);
            parameters.add(new Parameter(name, value.toString().strip()));
        }
        return parameters;
    }

    /// Splits a field as readers do for which a value ends where a quoted string or a word does, a
    /// quote within a word is none, and parameters may follow anything.
    static List<Parameter> words(String field) {
        var parameters = new ArrayList<Parameter>();
        int i = 0;
        while (i < field.length()) {
            int from = i;
            while (i < field.length() && field.charAt(i) != '=' && field.charAt(i) != ';') {
                i++;
            }
            if (i < field.length() && field.charAt(i) == '=') {
                var name = lastWord(field.substring(from, i));
                i++;
                while (i < field.length() && Character.isWhitespace(field.charAt(i))) {
                    i++;
                }
                var value = new StringBuilder();
                i = word(field, i, value);
                parameters.add(new Parameter(name, value.toString()));
                while (i < field.length() && field.charAt(i) != ';') {
                    i++;
                }
            }
            i++;
        }
        return parameters;
    }

    private static String lastWord(String text) {
        var name = text.strip().toLowerCase(Locale.ROOT);
        int i = name.length();
        while (i > 0 && !Character.isWhitespace(name.charAt(i - 1))) {
            i--;
        }
        return name.substring(i);
    }

    private static int word(String field, int start, StringBuilder value) {
        boolean quoted = start < field.length() && field.charAt(start) == '"';
        int i = quoted ? start + 1 : start;
        while (i < field.length()) {
            char c = field.charAt(i);
            if (quoted ? c == '"' : c == ';' || Character.isWhitespace(c)) {
                return i;
            }
            if (quoted && c == '\\' && i + 1 < field.length()) {
                c = field.charAt(++i);
            }
            value.append(c);
            i++;
        }
        return i;
    }

    private static int value(String field, int start, StringBuilder value) {
        int i = start;
        boolean quoted = false;
        while (i < field.length() && (quoted || field.charAt(i) != ';')) {
            char c = field.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < field.length()) {
                value.append(field.charAt(++i));
            } else {
                value.append(c);
            }
            i++;
        }
        return i;
    }
}
