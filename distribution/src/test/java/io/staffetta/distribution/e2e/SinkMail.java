package io.staffetta.distribution.e2e;

import java.util.List;
import java.util.regex.Pattern;

/// A message as `smtp-sink` wrote it down.
///
/// @param protocol `SMTP` or `ESMTP`
/// @param mail the argument of MAIL
/// @param recipients the arguments of RCPT
/// @param text the message behind the sink's own `Received` field, lines ended by `\n`
record SinkMail(String protocol, String mail, List<String> recipients, String text) {

    private static final Pattern FIELD = Pattern.compile("^X-([A-Za-z-]+): (.*)$");
    private static final Pattern SUBJECT = Pattern.compile("(?m)^Subject: (.*)$");

    static SinkMail parse(String file) {
        var fields =
                file.lines().map(FIELD::matcher).takeWhile(matcher -> matcher.matches()).toList();
        int received = file.indexOf("\nReceived: ");
        int end = file.indexOf('\n', received + 1);
        while (end + 1 < file.length() && file.charAt(end + 1) == '\t') {
            end = file.indexOf('\n', end + 1);
        }
        return new SinkMail(
                values(fields, "Client-Proto").getFirst(),
                values(fields, "Mail-Args").getFirst(),
                values(fields, "Rcpt-Args"),
                file.substring(end + 1));
    }

    /// Empty if it has none.
    String subject() {
        var matcher = SUBJECT.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    String body() {
        int end = text.indexOf("\n\n");
        return end < 0 ? "" : text.substring(end + 2).stripTrailing() + "\n";
    }

    private static List<String> values(List<java.util.regex.Matcher> fields, String name) {
        return fields.stream()
                .filter(field -> field.group(1).equals(name))
                .map(field -> field.group(2))
                .toList();
    }
}
