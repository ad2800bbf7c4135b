package io.staffetta.testkit;

import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.protocol.Answer;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.protocol.ServerStoppingException;

import jakarta.inject.Inject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

final class HelloProtocol implements Protocol {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HelloSettings settings;

    @Inject
    HelloProtocol(HelloSettings settings) {
        this.settings = settings;
    }

    @Override
    public AuthUse defaultAuth() {
        return AuthUse.NONE;
    }

    @Override
    public void serve(Connection connection, Intake intake) throws IOException {
        switch (intake.connected()) {
            case Answer.Proceed _ -> say(connection, "220 " + settings.word());
            case Answer.Refuse(Reply reply) -> say(connection, reply.toString());
            case Answer.Disconnect(Reply reply) -> say(connection, reply.toString());
        }
        try {
            for (var line = read(connection); !line.isEmpty(); line = read(connection)) {
                if (line.equals("fail")) {
                    throw new IllegalStateException("failing as told");
                }
                if (line.equals("quit")) {
                    say(connection, "221 bye");
                    intake.ended(DisconnectReason.QUIT);
                    return;
                }
                say(connection, line.startsWith("send ") ? send(line, intake) : settings.word());
            }
        } catch (ServerStoppingException _) {
            say(connection, "421 stopping");
            intake.ended(DisconnectReason.SHUTDOWN);
        }
    }

    private static String send(String line, Intake intake) {
        var words = line.split(" ", 4);
        intake.greeted(new Greeting(Greeting.Verb.EHLO, "client.test"), new ArrayList<>());
        var refusal = refusal(intake.mail(ReversePath.parse(words[1]), MailParameters.NONE));
        if (refusal.isEmpty()) {
            var to = Mailbox.parse(words[2]);
            refusal = refusal(intake.recipient(to, RecipientParameters.NONE));
        }
        if (refusal.isEmpty()) {
            refusal = refusal(intake.data());
        }
        if (!refusal.isEmpty()) {
            intake.reset();
            return refusal;
        }
        var draft = intake.draft();
        var octets = ("Subject: test\r\n\r\n" + words[3] + "\r\n").getBytes(StandardCharsets.UTF_8);
        draft.write(octets, 0, octets.length);
        return switch (intake.accept(draft, Header.of("Received", "from client.test"))) {
            case Acceptance.Accepted(String id) -> "250 " + id;
            case Acceptance.Refuse(Reply reply) -> reply.toString();
            case Acceptance.Disconnect(Reply reply) -> reply.toString();
        };
    }

    private static String refusal(Answer answer) {
        return switch (answer) {
            case Answer.Proceed _ -> "";
            case Answer.Refuse(Reply reply) -> reply.toString();
            case Answer.Disconnect(Reply reply) -> reply.toString();
        };
    }

    private static void say(Connection connection, String text) throws IOException {
        var octets = (text + "\n").getBytes(StandardCharsets.UTF_8);
        connection.write(octets, 0, octets.length, PATIENCE);
    }

    /// A line; empty at the end.
    private static String read(Connection connection) throws IOException {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (connection.read(octet, 0, 1, PATIENCE, line.isEmpty()) > 0 && octet[0] != '\n') {
            line.append((char) octet[0]);
        }
        return line.toString();
    }
}
