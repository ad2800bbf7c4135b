package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.spool.SpoolFullException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

class AcceptanceTest {

    private static final String MESSAGE = "Subject: x\r\n\r\nHi\r\n";

    private final Server server = new Server();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new SpoolFullException("disk full"), "refuse 452 4.3.1"),
                Arguments.of(
                        new UncheckedIOException(new SpoolFullException("disk full")),
                        "refuse 452 4.3.1"),
                Arguments.of(new IOException("bad sector"), "refuse 451 4.3.0"),
                Arguments.of(
                        new UncheckedIOException(new IOException("bad sector")),
                        "refuse 451 4.3.0"),
                Arguments.of(new IllegalStateException("broken spool"), "refuse 451 4.3.0"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatIsNotStoredIsNeverAcceptedNorRefusedForGood(Exception failure, String said) {
        var intake = server.inTransaction();
        server.spool.failure = Optional.of(failure);
        assertThat(Said.by(Server.send(intake, MESSAGE))).isEqualTo(said);
        assertThat(server.queue.submitted).isEmpty();

        server.spool.failure = Optional.empty();
        assertThatIllegalStateException()
                .as("the transaction is over")
                .isThrownBy(() -> Server.rcpt(intake, "bob@example.org"));
        Server.mail(intake, "joe@elsewhere.example");
        Server.rcpt(intake, "bob@example.org");
        assertThat(Said.by(Server.send(intake, MESSAGE))).isEqualTo("accepted");
    }

    @Test
    void aQueueThatFailsDoesNotTakeThePromiseBack() {
        server.queue.broken = true;
        assertThat(Server.send(server.inTransaction(), MESSAGE))
                .isEqualTo(new Acceptance.Accepted("1"));
        assertThat(server.spool.stored).hasSize(1);
    }

    @Test
    void theEnvelopeSaysWhereTheMessageGoesAndWhereItCameFrom() {
        server.store.alias("team@example.org", "ann@example.org", "out@elsewhere.example");
        var intake = server.greeted();
        Server.mail(intake, "joe@elsewhere.example");
        var notify = new RecipientParameters(Set.of(Notify.NEVER), Optional.empty());
        intake.recipient(Mailbox.parse("Team@example.org"), notify);
        Server.rcpt(intake, "ANN@example.org");
        Server.rcpt(intake, "bob@example.org");
        Server.send(intake, MESSAGE);

        var envelope = server.spool.stored.getFirst().envelope();
        var team = Mailbox.parse("Team@example.org");
        assertThat(envelope.recipients())
                .as("each mailbox once, with what the client gave")
                .containsExactly(
                        new Recipient(Mailbox.parse("ann@example.org"), team, notify),
                        new Recipient(Mailbox.parse("out@elsewhere.example"), team, notify),
                        Recipient.of(Mailbox.parse("bob@example.org")));
        assertThat(envelope.receivedAt()).isEqualTo(server.now);
        assertThat(envelope.origin())
                .isEqualTo(
                        new Envelope.Origin("mx", "192.0.2.7", "client.example", Optional.empty()));
    }

    @Test
    void aStrangersWordOnTheSubmitterIsNotBelieved() {
        var parameters =
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.SEVEN_BIT,
                        false,
                        false,
                        Optional.of("id"),
                        Optional.empty(),
                        Optional.of("boss@example.org"));
        var intake = server.greeted();
        intake.mail(ReversePath.NULL, parameters);
        Server.rcpt(intake, "bob@example.org");
        Server.send(intake, MESSAGE);

        var stored = server.spool.stored.getFirst().envelope().parameters();
        assertThat(stored.submitter()).contains("");
        assertThat(stored.envelopeId()).contains("id");
    }

    @Test
    void theOwnerOfAnAddressIsBelievedToSubmitFromIt() {
        assertThat(submitter("ann@example.org")).contains("ann@example.org");
        assertThat(submitter("bob@example.org")).as("somebody else").contains("");
        assertThat(submitter("")).as("AUTH=<>").contains("");
        server.store.unreachable = true;
        assertThat(submitter("ann@example.org")).as("nobody can tell").contains("");
    }

    private Optional<String> submitter(String claimed) {
        boolean unreachable = server.store.unreachable;
        var intake = server.greeted();
        Server.login(intake, "SCRAM-SHA-256", "ann@example.org secret");
        intake.mail(
                ReversePath.NULL,
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.SEVEN_BIT,
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(claimed)));
        server.store.unreachable = false;
        Server.rcpt(intake, "bob@example.org");
        Server.send(intake, MESSAGE);
        server.store.unreachable = unreachable;
        return server.spool.stored.getLast().envelope().parameters().submitter();
    }

    @Test
    void sessionsAndTransactionsHaveNamesOfLettersAndDigits() {
        var one = server.greeted().session().id();
        var other = server.greeted().session().id();
        assertThat(one).matches("[0-9a-z]{15}").isNotEqualTo(other);

        var intake = server.inTransaction();
        var first = intake.transactionId();
        intake.reset();
        Server.mail(intake, "joe@elsewhere.example");
        assertThat(first).matches("[0-9a-z]+").startsWith(intake.session().id());
        assertThat(intake.transactionId()).isNotEqualTo(first);
    }
}
