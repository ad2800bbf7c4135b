package io.staffetta.spf;

import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Header;

import java.util.List;
import java.util.regex.Pattern;

/// The fields `Received-SPF` (RFC 7208 §9.1), one for each identity.
final class ReceivedSpf {

    private static final Pattern DOT_ATOM =
            Pattern.compile(
                    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");

    private ReceivedSpf() {}

    /// The fields in the order in which they are to be added above all others.
    static List<Header> of(Transaction transaction) {
        return transaction.findings().stream()
                .filter(finding -> SpfFindings.identity(finding).isPresent())
                .map(finding -> field(finding, transaction))
                .toList();
    }

    private static Header field(Finding finding, Transaction transaction) {
        var session = transaction.session();
        var identity = SpfFindings.identity(finding).orElseThrow();
        var pairs =
                List.of(
                        pair("client-ip", session.clientIp().map(ClientText::readable).orElse("")),
                        pair("envelope-from", transaction.reversePath().toString()),
                        pair("helo", session.greeting().map(Greeting::name).orElse("")),
                        pair("identity", identity.word()),
                        pair("receiver", session.hostname()));
        var comment = Plain.of(finding.detail()).replaceAll("[\\\\()]", "\\\\$0");
        return Header.of(
                "Received-SPF",
                "%s (%s)\r\n\t%s"
                        .formatted(finding.result(), comment, String.join(";\r\n\t", pairs)));
    }

    private static String pair(String key, String value) {
        if (DOT_ATOM.matcher(value).matches()) {
            return key + "=" + value;
        }
        var quoted = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(Character.isISOControl(c) ? '?' : c);
        }
        return key + "=\"" + quoted + "\"";
    }
}
