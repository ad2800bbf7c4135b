package io.staffetta.milter.wire;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Reply;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.regex.Pattern;

/// Reads a reply that a filter made: strictly, for it goes to the client.
final class ReplyText {

    private static final Pattern LINE =
            Pattern.compile("([45]\\d\\d)([ -])(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*)");
    private static final int MAX_LINES = 100;

    private ReplyText() {}

    /// Reads `550 5.7.1 text`, or several such lines with CRLF between them.
    static Reply parse(String text) throws MilterException {
        var lines = text.split("\r\n", -1);
        if (lines.length > MAX_LINES) {
            throw bad("has too many lines");
        }
        String code = "";
        @Nullable EnhancedStatus status = null;
        var texts = new ArrayList<String>();
        for (int i = 0; i < lines.length; i++) {
            var match = LINE.matcher(lines[i]);
            if (!match.matches()) {
                throw bad("is none of SMTP");
            }
            boolean last = i == lines.length - 1;
            if (match.group(2).equals(" ") != last) {
                throw bad("ends too early or never");
            }
            if (!code.isEmpty() && !code.equals(match.group(1))) {
                throw bad("has more than one code");
            }
            code = match.group(1);
            var found = match.group(3);
            if (found != null && found.charAt(0) != code.charAt(0)) {
                throw bad("contradicts itself");
            }
            if (found != null && status == null) {
                status = EnhancedStatus.parse(found);
            }
            texts.add(percent(match.group(4)));
        }
        try {
            var complete = status == null ? EnhancedStatus.parse(code.charAt(0) + ".7.1") : status;
            return new Reply(Integer.parseInt(code), complete, texts);
        } catch (IllegalArgumentException e) {
            throw new MilterException("the filter's reply is none of SMTP", e);
        }
    }

    /// `%%` is a percent sign, one alone is nothing: some filters print the text as a format.
    private static String percent(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                out.append(text.charAt(i));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '%') {
                out.append('%');
                i++;
            }
        }
        return out.toString();
    }

    private static MilterException bad(String how) {
        return new MilterException("the filter's reply " + how);
    }
}
