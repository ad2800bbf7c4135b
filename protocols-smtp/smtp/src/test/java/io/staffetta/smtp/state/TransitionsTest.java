package io.staffetta.smtp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.command.Command;
import io.staffetta.smtp.command.Extension;
import io.staffetta.smtp.command.Parameters;
import io.staffetta.smtp.command.Parameters.Parameter;
import io.staffetta.smtp.reply.Refused;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Protocol.AuthUse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The conversation as values: no server, no socket.
class TransitionsTest {

    private static final Terms TERMS = new Terms(Dialect.SMTP, false, true, AuthUse.OFFERED);
    private static final Client CLIENT = client(EnumSet.allOf(Extension.class), Set.of());
    private static final Mailbox B = Mailbox.parse("b@example.org");
    private static final State.Connected CONNECTED = new State.Connected();
    private static final State.Ready READY = new State.Ready(CLIENT);
    private static final State.InMail IN_MAIL = inMail(Recipients.NONE);
    private static final State.InMail WITH_RECIPIENT = inMail(Recipients.NONE.accept(B));
    private static final State.InChunks IN_CHUNKS =
            new State.InChunks(WITH_RECIPIENT.transaction());
    private static final State.ChunksRefused CHUNKS_REFUSED = new State.ChunksRefused(CLIENT);
    private static final State.TurnedAway TURNED_AWAY =
            new State.TurnedAway(Reply.of(554, "5.7.1", "No"));

    private static final Command MAIL =
            new Command.Mail(
                    ReversePath.of(Mailbox.parse("a@example.com")), false, Parameters.NONE);
    private static final Command RCPT = new Command.Rcpt(B, false, Parameters.NONE);
    private static final Command BDAT = new Command.Bdat(5, true);

    private static Client client(Set<Extension> offered, Set<Extension> hidden) {
        return new Client(new Greeting(Greeting.Verb.EHLO, "client"), offered, hidden);
    }

    private static State.InMail inMail(Recipients recipients) {
        return new State.InMail(new Transaction(CLIENT, MailParameters.NONE, recipients));
    }

    private static Next on(State state, Command command) throws Refused {
        return Transitions.on(state, command, TERMS);
    }

    private static Next say(Reply reply, State state) {
        return new Next.Say(reply, state);
    }

    static Stream<State> states() {
        return Stream.of(
                CONNECTED, READY, IN_MAIL, WITH_RECIPIENT, IN_CHUNKS, CHUNKS_REFUSED, TURNED_AWAY);
    }

    @ParameterizedTest
    @MethodSource("states")
    void quitIsAlwaysAnswered(State state) throws Exception {
        assertThat(on(state, new Command.Quit())).isEqualTo(new Next.Bye(Replies.BYE));
    }

    @ParameterizedTest
    @MethodSource("states")
    void otherProtocolsAreTurnedOut(State state) throws Exception {
        assertThat(on(state, new Command.Foreign())).isEqualTo(new Next.TurnOut(Replies.NOT_SMTP));
    }

    @Test
    void whoIsTurnedAwayHearsNothingElse() throws Exception {
        for (var command :
                List.of(
                        MAIL,
                        RCPT,
                        BDAT,
                        new Command.Data(),
                        new Command.StartTls(),
                        new Command.Noop(),
                        new Command.Unknown("XYZZY"),
                        new Command.Reset(),
                        new Command.Hello(new Greeting(Greeting.Verb.EHLO, "x")))) {
            assertThat(on(TURNED_AWAY, command)).isEqualTo(say(TURNED_AWAY.reply(), TURNED_AWAY));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatNobodyKnowsIsAskedAbout(State state) throws Exception {
        if (!(state instanceof State.TurnedAway)) {
            assertThat(on(state, new Command.Unknown("XYZZY 1")))
                    .isEqualTo(new Next.AskUnknown("XYZZY 1", state));
        }
    }

    @Test
    void nothingBeforeTheGreeting() throws Exception {
        for (var command : List.of(MAIL, RCPT, new Command.Data(), new Command.StartTls())) {
            assertThat(on(CONNECTED, command)).isEqualTo(say(Replies.HELLO_FIRST, CONNECTED));
        }
    }

    @Test
    void aChunkIsReadEvenWhereItIsNotExpected() throws Exception {
        assertThat(on(CONNECTED, BDAT))
                .isEqualTo(new Next.SkipChunk(5, Replies.HELLO_FIRST, CONNECTED));
        assertThat(on(READY, BDAT)).isEqualTo(new Next.SkipChunk(5, Replies.MAIL_FIRST, READY));
        assertThat(on(IN_MAIL, BDAT)).isEqualTo(new Next.SkipChunk(5, Replies.RCPT_FIRST, IN_MAIL));
    }

    @Test
    void theLastChunkEndsARefusedMessage() throws Exception {
        assertThat(on(CHUNKS_REFUSED, new Command.Bdat(1, false)))
                .isEqualTo(new Next.SkipChunk(1, Replies.CHUNK_REFUSED, CHUNKS_REFUSED));
        assertThat(on(CHUNKS_REFUSED, new Command.Bdat(1, true)))
                .isEqualTo(new Next.SkipChunk(1, Replies.CHUNK_REFUSED, READY));
    }

    @Test
    void tlsBeginsFromReadyOnly() throws Exception {
        assertThat(on(READY, new Command.StartTls()))
                .isEqualTo(new Next.Upgrade(Replies.READY_FOR_TLS));
        assertThat(on(IN_MAIL, new Command.StartTls()))
                .isEqualTo(say(Replies.IN_TRANSACTION, IN_MAIL));
        assertThat(on(IN_CHUNKS, new Command.StartTls()))
                .isEqualTo(say(Replies.BDAT_STARTED, IN_CHUNKS));
    }

    @Test
    void tlsBeginsOnceAndOnlyWhereItIsOffered() throws Exception {
        var active = new Terms(Dialect.SMTP, true, true, AuthUse.NONE);
        var never = new Terms(Dialect.SMTP, false, false, AuthUse.NONE);
        var hidden = new State.Ready(client(Set.of(), Set.of(Extension.STARTTLS)));
        assertThat(Transitions.on(READY, new Command.StartTls(), active))
                .isEqualTo(say(Replies.TLS_ACTIVE, READY));
        assertThat(Transitions.on(READY, new Command.StartTls(), never))
                .isEqualTo(say(Replies.NOT_OFFERED, READY));
        assertThat(on(hidden, new Command.StartTls()))
                .isEqualTo(say(Replies.TLS_UNAVAILABLE, hidden));
    }

    @Test
    void authBelongsBetweenTransactions() throws Exception {
        var auth = new Command.Auth("PLAIN", Optional.empty());
        assertThat(on(READY, auth))
                .isEqualTo(new Next.Authenticate(CLIENT, "PLAIN", Optional.empty()));
        assertThat(on(IN_MAIL, auth)).isEqualTo(say(Replies.IN_TRANSACTION, IN_MAIL));
        var hidden = new State.Ready(client(Set.of(), Set.of(Extension.AUTH)));
        assertThat(on(hidden, auth)).isEqualTo(say(Replies.NOT_OFFERED, hidden));
        var none = new Terms(Dialect.SMTP, false, true, AuthUse.NONE);
        assertThat(Transitions.on(READY, auth, none)).isEqualTo(say(Replies.NOT_OFFERED, READY));
    }

    @Test
    void mailIsNotNested() throws Exception {
        assertThat(on(IN_MAIL, MAIL)).isEqualTo(say(Replies.NESTED_MAIL, IN_MAIL));
        assertThat(on(IN_CHUNKS, MAIL)).isEqualTo(say(Replies.BDAT_STARTED, IN_CHUNKS));
    }

    @Test
    void contentNeedsARecipient() throws Exception {
        var refused = inMail(Recipients.NONE.refuse());
        assertThat(on(IN_MAIL, new Command.Data())).isEqualTo(say(Replies.RCPT_FIRST, IN_MAIL));
        assertThat(on(refused, new Command.Data())).isEqualTo(say(Replies.NO_RECIPIENTS, refused));
        assertThat(on(WITH_RECIPIENT, new Command.Data()))
                .isEqualTo(new Next.ReceiveData(WITH_RECIPIENT.transaction()));
        assertThat(on(WITH_RECIPIENT, BDAT))
                .isEqualTo(new Next.ReceiveChunk(WITH_RECIPIENT.transaction(), true, 5, true));
    }

    @Test
    void lmtpAnswersNoRecipientsWith503() throws Exception {
        var terms = new Terms(Dialect.LMTP, false, true, AuthUse.NONE);
        var refused = inMail(Recipients.NONE.refuse());
        assertThat(Transitions.on(refused, new Command.Data(), terms))
                .isEqualTo(say(Replies.RCPT_FIRST, refused));
    }

    @Test
    void binaryContentComesByBdatOnly() throws Exception {
        var mail =
                new Command.Mail(
                        ReversePath.NULL,
                        false,
                        new Parameters(List.of(new Parameter("BODY", Optional.of("BINARYMIME")))));
        var begun = (Next.BeginMail) on(READY, mail);
        assertThat(begun.parameters().body()).isEqualTo(BodyType.BINARY_MIME);
        var state =
                new State.InMail(
                        new Transaction(CLIENT, begun.parameters(), Recipients.NONE.accept(B)));
        assertThat(on(state, new Command.Data())).isEqualTo(say(Replies.BINARY_NEEDS_BDAT, state));
    }

    @Test
    void whatWasNotOfferedIsNotAccepted() {
        var plain = new State.Ready(client(Set.of(), Set.of()));
        for (var name : List.of("SIZE=1", "BODY=8BITMIME", "SMTPUTF8", "RET=FULL", "AUTH=<>")) {
            var parts = name.split("=", 2);
            var value = parts.length == 2 ? Optional.of(parts[1]) : Optional.<String>empty();
            var mail =
                    new Command.Mail(
                            ReversePath.NULL,
                            false,
                            new Parameters(List.of(new Parameter(parts[0], value))));
            assertThatThrownBy(() -> on(plain, mail))
                    .isInstanceOf(Refused.class)
                    .extracting(e -> ((Refused) e).reply())
                    .isEqualTo(Replies.UNKNOWN_PARAMETER);
        }
    }

    @Test
    void resetForgetsTheTransactionButNotTheClient() throws Exception {
        assertThat(on(READY, new Command.Reset())).isEqualTo(say(Replies.OK, READY));
        assertThat(on(IN_MAIL, new Command.Reset())).isEqualTo(new Next.Reset(CLIENT));
        assertThat(on(IN_CHUNKS, new Command.Reset())).isEqualTo(new Next.Reset(CLIENT));
        assertThat(on(CHUNKS_REFUSED, new Command.Reset())).isEqualTo(say(Replies.OK, READY));
    }

    @Test
    void theOnlyRecipientIsKnown() {
        var one = Recipients.NONE.refuse().accept(B);
        assertThat(one.only()).contains(B);
        assertThat(one.accept(B).only()).isEmpty();
        assertThat(one.accept(B).accept(B).only()).isEmpty();
    }
}
