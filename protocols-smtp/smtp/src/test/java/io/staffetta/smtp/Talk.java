package io.staffetta.smtp;

import io.staffetta.smtp.io.BareNewline;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.hook.DisconnectReason;

import java.time.Duration;
import java.util.List;

/// A whole session over a [ScriptedConnection].
final class Talk {

    static final SmtpSettings DEFAULTS = settings(BareNewline.REJECT);

    final ScriptedConnection client = new ScriptedConnection();
    final FakeIntake intake = new FakeIntake(client);
    final FakeMeters meters = new FakeMeters();
    SmtpSettings settings = DEFAULTS;
    Dialect dialect = Dialect.SMTP;

    static SmtpSettings settings(BareNewline bareNewline) {
        return new SmtpSettings(bareNewline, false, Duration.ZERO, null, null);
    }

    static SmtpSettings settings(SmtpLimits limits) {
        return new SmtpSettings(null, false, null, null, limits);
    }

    Talk() {
        // Nobody talks before the banner.
        client.isSilent();
    }

    /// One packet of lines, without the last CRLF.
    Talk says(String... lines) {
        client.says(String.join("\r\n", lines) + "\r\n");
        return this;
    }

    DisconnectReason run() {
        var protocol =
                switch (dialect) {
                    case SMTP -> new MxProtocol(settings, meters, client.time);
                    case LMTP -> new LmtpProtocol(settings, meters, client.time);
                };
        protocol.serve(client, intake);
        if (intake.ends.size() != 1) {
            throw new AssertionError("ended " + intake.ends);
        }
        return intake.ends.getFirst();
    }

    List<String> replies() {
        return client.replies();
    }

    /// Codes of the final lines of all replies.
    List<Integer> codes() {
        return replies().stream()
                .filter(line -> line.charAt(3) == ' ')
                .map(line -> Integer.valueOf(line.substring(0, 3)))
                .toList();
    }
}
