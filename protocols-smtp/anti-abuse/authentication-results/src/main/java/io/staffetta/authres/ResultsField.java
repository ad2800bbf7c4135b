package io.staffetta.authres;

import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.mail.Header;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes an `Authentication-Results` field (RFC 8601 §2.2).
final class ResultsField {

    /// The methods IANA knows ("Email Authentication Methods").
    private static final Set<String> METHODS =
            Set.of(
                    "arc",
                    "auth",
                    "dkim",
                    "dkim-adsp",
                    "dkim-atps",
                    "dmarc",
                    "dnswl",
                    "domainkeys",
                    "iprev",
                    "rrvs",
                    "sender-id",
                    "smime",
                    "spf",
                    "vbr");

    private static final String NAME = "Authentication-Results";
    private static final int WIDTH = 78;
    private static final Pattern PROPERTY =
            Pattern.compile(
                    "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?");

    private final PropertyValue values;
    private final boolean reasons;

    /// @param utf8 whether the message may have fields beyond ASCII
    /// @param reasons whether to say why something did not pass
    ResultsField(boolean utf8, boolean reasons) {
        this.values = new PropertyValue(utf8);
        this.reasons = reasons;
    }

    /// Whether a finding belongs into the field.
    static boolean takes(Finding finding) {
        return METHODS.contains(finding.check()) && !finding.result().endsWith("-");
    }

    /// The field; `none` if there are no findings.
    Header of(String authservId, List<Finding> findings) {
        var infos =
                findings.stream().filter(ResultsField::takes).map(this::info).distinct().toList();
        var lines = new ArrayList<String>();
        lines.add(values.name(authservId) + (infos.isEmpty() ? "; none" : ";"));
        for (int i = 0; i < infos.size(); i++) {
            lines.add(folded(infos.get(i) + (i == infos.size() - 1 ? "" : ";")));
        }
        return Header.of(NAME, String.join("\r\n\t", lines));
    }

    private String info(Finding finding) {
        var out = new StringBuilder(finding.check()).append('=').append(finding.result());
        // Why nothing could be found out names our resolvers, which is nobody's business outside.
        boolean explains =
                reasons
                        && !finding.detail().isBlank()
                        && !Set.of("pass", "none", "temperror").contains(finding.result());
        if (explains) {
            out.append(" reason=").append(values.value(finding.detail().strip()));
        }
        finding.properties()
                .forEach((name, value) -> {
                    if (PROPERTY.matcher(name).matches()) {
                        out.append(' ').append(name).append('=');
                        out.append(values.property(value));
                    }
                });
        return out.toString();
    }

    /// Breaks lines in front of blanks, so that the value stays the same when it is unfolded.
    private static String folded(String text) {
        var out = new StringBuilder();
        int line = 1;
        for (var word : text.split("(?= )")) {
            if (line + word.length() > WIDTH && line > 1) {
                out.append("\r\n");
                line = 0;
            }
            out.append(word);
            line += word.length();
        }
        return out.toString();
    }
}
