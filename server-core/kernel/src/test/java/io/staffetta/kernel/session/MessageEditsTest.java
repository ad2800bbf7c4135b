package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.kernel.config.HookConfig.Mode;
import io.staffetta.kernel.config.HookConfig.OnError;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

class MessageEditsTest {

    private static final String TRACE = "Received: from here by there\r\n";
    private static final String MESSAGE =
            "Subject: one\r\nTo : x\r\nSUBJECT:\ttwo\r\n three\r\n\r\nbody\r\n.\r\n";

    private final Server server = new Server();

    @AfterEach
    void close() {
        assertThat(server.spool.allDraftsClosed()).isTrue();
        server.close();
    }

    private Acceptance send() {
        return Server.send(server.inTransaction(), MESSAGE);
    }

    private String stored() throws IOException {
        return new String(server.spool.onlyContent(), UTF_8);
    }

    private Server editing(Editor editor) {
        return server.hook(
                (Hook.OnMessage)
                        message -> {
                            editor.edit(message);
                            return Decision.NEXT;
                        });
    }

    private interface Editor {
        void edit(Message message) throws Exception;
    }

    @Test
    void withoutHooksTheMessageGetsOurTraceFieldAndNothingElse() throws Exception {
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertThat(stored()).isEqualTo(TRACE + MESSAGE);
        assertThat(server.queue.submitted).isEqualTo(server.spool.stored);
    }

    @Test
    void hooksSeeTheFieldsWithOurTraceFieldOnTop() {
        List<Header> seen = new ArrayList<>();
        editing(message -> seen.addAll(message.headers()));
        send();

        assertThat(seen)
                .containsExactly(
                        Server.TRACE,
                        new Header("Subject", " one"),
                        new Header("To", " x"),
                        new Header("SUBJECT", "\ttwo\r\n three"));
    }

    @Test
    void editsAreSeenByTheNextHookAndUntouchedFieldsKeepTheirOctets() throws Exception {
        List<String> seen = new ArrayList<>();
        editing(message -> {
            message.addHeader(Header.of("X-First", "a\r\n b"));
            message.appendHeader(Header.of("X-Last", "ü"));
            message.replaceHeader(Header.of("subject", "new"));
        });
        editing(message -> {
            message.headers().forEach(header -> seen.add(header.name()));
            seen.add(text(message.content()));
            seen.add(text(message.body()));
        });
        send();

        var edited =
                "X-First: a\r\n b\r\n"
                        + TRACE
                        + "subject: new\r\nTo : x\r\nX-Last: ü\r\n\r\nbody\r\n.\r\n";
        assertThat(stored()).isEqualTo(edited);
        assertThat(seen)
                .containsExactly(
                        "X-First", "Received", "subject", "To", "X-Last", edited, "body\r\n.\r\n");
    }

    @Test
    void ourTraceFieldCannotBeTakenAway() throws Exception {
        List<Integer> removed = new ArrayList<>();
        editing(message -> removed.add(message.removeHeaders("Received")));
        editing(message -> message.replaceHeader(Header.of("Received", "forged")));
        send();

        assertThat(removed).containsExactly(0);
        assertThat(stored()).startsWith(TRACE).contains("\r\nReceived: forged\r\n\r\n");
    }

    @Test
    void aBodyIsReplaced() throws Exception {
        editing(message -> message.replaceBody(Content.of("first\r\n".getBytes(UTF_8))));
        editing(message ->
                message.replaceBody(
                        Content.of((text(message.body()) + "more\r\n").getBytes(UTF_8))));
        send();

        assertThat(stored())
                .isEqualTo(
                        TRACE
                                + "Subject: one\r\nTo : x\r\nSUBJECT:\ttwo\r\n three\r\n\r\n"
                                + "first\r\nmore\r\n");
    }

    @ParameterizedTest
    @CsvSource({"a\\n", "a\\r\\nb", "a\\rb\\r\\n", "a\\r", "\\n"})
    void aBodyThatCouldSmuggleIsRefused(String body) {
        var text = body.replace("\\r", "\r").replace("\\n", "\n");
        editing(message ->
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> message.replaceBody(Content.of(text.getBytes(UTF_8)))));
        assertThat(Said.by(send())).isEqualTo("accepted");
    }

    @Test
    void editsOfAHookThatFailsAreTakenBackAsAWhole() throws Exception {
        server.hook(
                "half",
                (Hook.OnMessage)
                        message -> {
                            message.addHeader(Header.of("X-Half", "1"));
                            message.replaceBody(Content.of("half\r\n".getBytes(UTF_8)));
                            message.changeReversePath(ReversePath.NULL);
                            message.addRecipient(Mailbox.parse("ann@example.org"));
                            throw new IllegalStateException("broken");
                        },
                Mode.ENFORCE,
                OnError.IGNORE,
                Server.LONG);
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertUnedited();
    }

    @Test
    void editsAndDecisionsOfAnObservedHookAreDropped() throws Exception {
        server.hook(
                "observed",
                (Hook.OnMessage)
                        message -> {
                            message.addHeader(Header.of("X-Half", "1"));
                            message.replaceBody(Content.of("half\r\n".getBytes(UTF_8)));
                            message.changeReversePath(ReversePath.NULL);
                            message.removeRecipient(Mailbox.parse("bob@example.org"));
                            return new MessageDecision.Discard("would be");
                        },
                Mode.OBSERVE);
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertUnedited();
        assertThat(
                        server.meters.get(
                                "hook.decisions{decision=discard, hook=observed, phase=message}"))
                .isEqualTo(1);
    }

    private void assertUnedited() throws IOException {
        assertThat(stored()).isEqualTo(TRACE + MESSAGE);
        var envelope = server.spool.stored.getFirst().envelope();
        assertThat(envelope.reversePath()).hasToString("joe@elsewhere.example");
        assertThat(envelope.recipients())
                .containsExactly(Recipient.of(Mailbox.parse("bob@example.org")));
    }

    @Test
    void theEnvelopeIsEdited() {
        editing(message -> {
            message.changeReversePath(ReversePath.NULL);
            message.addRecipient(Mailbox.parse("ann@example.org"));
            message.addRecipient(Mailbox.parse("BOB@example.org"));
        });
        editing(message -> {
            assertThat(message.transaction().reversePath()).isEqualTo(ReversePath.NULL);
            assertThat(message.transaction().recipients()).hasSize(2);
            assertThat(message.removeRecipient(Mailbox.parse("Bob@example.org"))).isTrue();
            assertThat(message.removeRecipient(Mailbox.parse("Bob@example.org"))).isFalse();
        });
        assertThat(Said.by(send())).isEqualTo("accepted");

        var envelope = server.spool.stored.getFirst().envelope();
        assertThat(envelope.reversePath()).isEqualTo(ReversePath.NULL);
        assertThat(envelope.recipients())
                .containsExactly(Recipient.of(Mailbox.parse("ann@example.org")));
    }

    @ParameterizedTest
    @CsvSource({
        "nobody@example.org, refuse 550 5.1.1",
        "eve@victim.example, refuse 550 5.7.1",
        "ann@example.org, accepted"
    })
    void recipientsOfHooksPassTheGuards(String added, String said) {
        server.hook(
                (Hook.OnMessage)
                        message -> {
                            message.addRecipient(Mailbox.parse(added));
                            return Decision.ACCEPT;
                        });
        assertThat(Said.by(send())).isEqualTo(said);
        assertThat(server.spool.stored).hasSize(said.equals("accepted") ? 1 : 0);
    }

    @Test
    void aMessageWithoutRecipientsIsDiscarded() {
        editing(message -> message.removeRecipient(Mailbox.parse("bob@example.org")));
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertThat(server.spool.stored).isEmpty();
    }

    @Test
    void discardedIsAcceptedAndNotStored() {
        server.hook((Hook.OnMessage) _ -> new MessageDecision.Discard("spam"));
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertThat(server.spool.stored).isEmpty();
    }

    @Test
    void quarantinedIsStoredOnHold() {
        server.hook((Hook.OnMessage) _ -> new MessageDecision.Quarantine("virus\r\nfound"));
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertThat(server.spool.stored.getFirst().hold()).contains("virus??found");
    }

    @Test
    void whatIsToBeHeldIsStillShownToTheHooksBehind() throws Exception {
        server.hook((Hook.OnMessage) _ -> new MessageDecision.Quarantine("first"));
        server.hook((Hook.OnMessage) _ -> new MessageDecision.Quarantine("second"));
        editing(message -> message.addHeader(Header.of("X-Behind", "yes")));
        assertThat(Said.by(send())).isEqualTo("accepted");
        assertThat(server.spool.stored.getFirst().hold()).contains("first");
        assertThat(stored()).contains("X-Behind: yes");
    }

    @Test
    void whatIsToBeHeldCanBeRefusedBehind() {
        server.hook((Hook.OnMessage) _ -> new MessageDecision.Quarantine("odd"));
        server.hook((Hook.OnMessage) _ -> Decision.refuse(550, "5.7.1", "A virus"));
        assertThat(Said.by(send())).isEqualTo("refuse 550 5.7.1");
        assertThat(server.spool.stored).isEmpty();
    }

    private static String text(Content content) {
        try (var in = content.open()) {
            byte[] octets = in.readAllBytes();
            assertThat(content.size()).isEqualTo(octets.length);
            return new String(octets, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fieldsAreReplacedAsAWholeAndKeepTheirOctets() throws Exception {
        editing(message -> {
            var fields = new ArrayList<>(message.headers());
            fields.removeFirst();
            fields.add(1, Header.of("X-New", "in between"));
            fields.removeIf(field -> field.is("To"));
            message.replaceHeaders(fields);
        });
        send();

        assertThat(stored())
                .as("our trace field is not to be left out")
                .isEqualTo(
                        TRACE
                                + "Subject: one\r\nX-New: in between\r\n"
                                + "SUBJECT:\ttwo\r\n three\r\n\r\nbody\r\n.\r\n");
    }

    @Test
    void whatTheClientSentCanStillBeSeenAfterEdits() {
        var seen = new ArrayList<String>();
        editing(message -> message.removeHeaders("Subject"));
        editing(message -> message.receivedHeaders().forEach(field -> seen.add(field.name())));
        send();

        assertThat(seen).containsExactly("Subject", "To", "SUBJECT");
    }

    @Test
    void recipientsAndReversePathTakeParameters() {
        editing(message -> {
            message.addRecipient(
                    Mailbox.parse("ann@example.org"),
                    new RecipientParameters(
                            Set.of(RecipientParameters.Notify.NEVER), Optional.empty()));
            message.changeReversePath(
                    ReversePath.parse("new@elsewhere.example"),
                    new MailParameters(
                            OptionalLong.empty(),
                            BodyType.SEVEN_BIT,
                            false,
                            false,
                            Optional.of("id7"),
                            Optional.of(MailParameters.Returned.HEADERS),
                            Optional.empty()));
        });
        send();

        var envelope = server.spool.stored.getFirst().envelope();
        assertThat(envelope.reversePath()).hasToString("new@elsewhere.example");
        assertThat(envelope.parameters().envelopeId()).contains("id7");
        assertThat(envelope.parameters().returned()).contains(MailParameters.Returned.HEADERS);
        assertThat(envelope.recipients().getLast().parameters().notifyOn())
                .containsExactly(RecipientParameters.Notify.NEVER);
    }

    @Test
    void octetsThatAreNoUtf8SurviveNextToEdits() throws Exception {
        editing(message -> message.appendHeader(Header.of("X-Last", "1")));
        var intake = server.inTransaction();
        intake.data();
        var draft = intake.draft();
        byte[] octets = "Subject: gr\u00fc\u00df\r\n\r\n\u00ff\r\n".getBytes(ISO_8859_1);
        draft.write(octets, 0, octets.length);
        intake.accept(draft, Server.TRACE);

        assertThat(new String(server.spool.onlyContent(), ISO_8859_1))
                .isEqualTo(TRACE + "Subject: gr\u00fc\u00df\r\nX-Last: 1\r\n\r\n\u00ff\r\n");
    }
}
