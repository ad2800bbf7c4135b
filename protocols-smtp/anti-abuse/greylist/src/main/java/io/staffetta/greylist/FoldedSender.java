package io.staffetta.greylist;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.util.Locale;
import java.util.regex.Pattern;

/// The sender as it is compared: without what programs put into it that changes with each message,
/// so that a list is greylisted once and not for each issue.
final class FoldedSender {

    // Local parts have 64 octets at most, and each pattern begins where it can end only once.
    private static final Pattern BATV = Pattern.compile("^prvs=[^=]*=");
    private static final Pattern SRS = Pattern.compile("^(srs[01])[=+-][^=]*=");
    private static final Pattern SRS0_DAY = Pattern.compile("^srs0=[^=]{2}=");
    private static final Pattern DIGITS = Pattern.compile("(?<![a-z0-9])[0-9]+(?![a-z0-9])");
    private static final Pattern HEX = Pattern.compile("(?<![a-z0-9])[0-9a-f]{16,}(?![a-z0-9])");

    private FoldedSender() {}

    /// @param fold whether to take out what changes, or only the case
    static String of(ReversePath path, boolean fold) {
        return switch (path) {
            case ReversePath.Null _ -> "";
            case ReversePath.Sender(var mailbox) -> of(mailbox, fold);
        };
    }

    private static String of(Mailbox mailbox, boolean fold) {
        var local = mailbox.localPart().toLowerCase(Locale.ROOT);
        return (fold ? folded(local) : local) + "@" + mailbox.domain();
    }

    private static String folded(String local) {
        var rest = BATV.matcher(local).replaceFirst("");
        rest = SRS.matcher(rest).replaceFirst("$1=");
        rest = SRS0_DAY.matcher(rest).replaceFirst("srs0=");
        int detail = rest.indexOf('+');
        if (detail > 0) {
            rest = rest.substring(0, detail);
        }
        rest = HEX.matcher(rest).replaceAll("#");
        return DIGITS.matcher(rest).replaceAll("#");
    }
}
