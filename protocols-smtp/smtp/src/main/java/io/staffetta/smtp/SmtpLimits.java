package io.staffetta.smtp;

import java.time.Duration;
import java.util.Objects;

/// How much a client may send. The size of messages and the number of recipients are limits of the
/// server, announced by SIZE and LIMITS. Lines of content may have any length, the kernel limits
/// the header section.
///
/// @param commandLine `<command-line>`: octets of a command line with its CRLF; default 2048
/// @param saslResponse `<sasl-response>`: octets of an AUTH response in Base64, without CRLF (RFC
///   4954 §4); default 12288
/// @param softErrors `<soft-errors>`: errors without a message in between after which every reply
///   is delayed; default 10
/// @param errorDelay `<error-delay>`: that delay; default `1s`
/// @param hardErrors `<hard-errors>`: errors without a message in between after which the
///   connection is closed; default 20
/// @param junkCommands `<junk-commands>`: commands that lead nowhere (NOOP, RSET, EHLO, VRFY, …)
///   without a message in between, after which each counts as an error; default 100
/// @param chunks `<chunks>`: BDAT commands of one message; default 100000
/// @param minDataRate `<min-data-rate>`: octets in a second below which content is too slow;
///   default 500
/// @param discard `<discard>`: octets of content that are read only to be dropped, because the
///   message is refused, before the connection is closed instead; default 100M
public record SmtpLimits(
        int commandLine,
        int saslResponse,
        int softErrors,
        Duration errorDelay,
        int hardErrors,
        int junkCommands,
        int chunks,
        int minDataRate,
        long discard) {

    /// What holds where nothing is configured; most are Postfix' defaults.
    public static final SmtpLimits DEFAULTS =
            new SmtpLimits(
                    2048, 12_288, 10, Duration.ofSeconds(1), 20, 100, 100_000, 500, 100 << 20);

    /// Longest line kept in memory, whatever is configured.
    public static final int LONGEST_LINE = 65_536;

    public SmtpLimits {
        commandLine = between("command-line", commandLine, 2048, 512, LONGEST_LINE);
        saslResponse = between("sasl-response", saslResponse, 12_288, 1024, LONGEST_LINE);
        softErrors = between("soft-errors", softErrors, 10, 1, Integer.MAX_VALUE);
        errorDelay = Objects.requireNonNullElse(errorDelay, Duration.ofSeconds(1));
        hardErrors = between("hard-errors", hardErrors, 20, 1, Integer.MAX_VALUE);
        junkCommands = between("junk-commands", junkCommands, 100, 1, Integer.MAX_VALUE);
        chunks = between("chunks", chunks, 100_000, 1, Integer.MAX_VALUE);
        minDataRate = between("min-data-rate", minDataRate, 500, 1, Integer.MAX_VALUE);
        discard = discard == 0 ? 100 << 20 : discard;
        if (errorDelay.isNegative() || errorDelay.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("error-delay must lie between 0s and 1m");
        }
        if (discard < 0) {
            throw new IllegalArgumentException("discard must not be negative");
        }
    }

    /// The longest line to wait for.
    int longestLine() {
        return Math.max(commandLine, saslResponse) + 1024;
    }

    private static int between(String name, int value, int otherwise, int least, int most) {
        int chosen = value == 0 ? otherwise : value;
        if (chosen < least || chosen > most) {
            throw new IllegalArgumentException(
                    name + " must lie between " + least + " and " + most);
        }
        return chosen;
    }
}
