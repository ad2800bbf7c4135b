package io.staffetta.sasl.scram;

import java.util.regex.Pattern;

/// Optional extensions of messages: whoever does not know them passes over them (RFC 5802 §5.1).
final class Extension {

    private static final Pattern FORM = Pattern.compile("[A-Za-z]=[^\\x00,]+");

    private Extension() {}

    static boolean isWellFormed(String field) {
        return FORM.matcher(field).matches();
    }
}
