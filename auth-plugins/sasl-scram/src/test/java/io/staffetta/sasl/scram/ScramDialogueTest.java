package io.staffetta.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.testkit.FixedAccounts;
import io.staffetta.testkit.FixedTls;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/// Clients that err, and people in the middle.
class ScramDialogueTest {

    private static final String PLAIN = "SCRAM-SHA-256";
    private static final String PLUS = "SCRAM-SHA-256-PLUS";
    private static final Map<String, byte[]> BINDINGS =
            Map.of(
                    "tls-exporter", octets("exported"),
                    "tls-server-end-point", octets("certified"));

    @TempDir Path folder;

    private ScramComponent component;

    @BeforeEach
    void start() {
        component = new FixedServer(folder).started(ScramHash.SHA_256);
    }

    @Test
    void announcesTheStrongerFormFirst() {
        assertThat(component.forms()).extracting(SaslMechanism::name).containsExactly(PLUS, PLAIN);
        assertThat(component.forms()).noneMatch(SaslMechanism::exposesPassword);
    }

    @Test
    void plusNeedsChannelBinding() {
        assertThat(plus().isAvailable(inClear())).isFalse();
        assertThat(plus().isAvailable(bound(Map.of()))).isFalse();
        assertThat(plus().isAvailable(bound(Map.of("tls-unique", octets("x"))))).isFalse();
        assertThat(plus().isAvailable(bound(BINDINGS))).isTrue();
        assertThat(component.isAvailable(inClear())).isTrue();
    }

    @Test
    void theOperatorChoosesTheTypesOfBinding() throws Exception {
        var settings = new ScramSettings(0, List.of(ChannelBindingType.TLS_EXPORTER), 0, 0, null);
        var strict =
                new FixedServer(folder).started(ScramHash.SHA_256, settings).forms().getFirst();
        var certified = Map.of("tls-server-end-point", octets("certified"));

        assertThat(strict.isAvailable(bound(certified))).isFalse();
        var client =
                LibraryClient.alice(PLUS)
                        .channelBinding("tls-server-end-point", octets("certified"))
                        .build();
        var exchange = strict.start(bound(BINDINGS));
        assertThat(challenge(exchange, client.clientFirstMessage().toString()))
                .isEqualTo("e=unsupported-channel-binding-type");
        assertFailure(exchange.next(new byte[0]), Kind.CREDENTIALS, "is not served here");
    }

    /// The client chooses the weaker form, since it saw no other, and says that it could do more.
    @Test
    void whoStripsPlusFromTheAnnouncementIsFoundOut() {
        var client =
                LibraryClient.choosing(List.of(PLAIN), FixedAccounts.LOGIN, FixedAccounts.PASSWORD)
                        .channelBinding("tls-exporter", octets("exported"))
                        .build();
        var first = client.clientFirstMessage().toString();
        assertThat(first).startsWith("y,,");

        var exchange = component.start(bound(BINDINGS));
        assertThat(challenge(exchange, first)).isEqualTo("e=server-does-support-channel-binding");
        assertFailure(exchange.next(new byte[0]), Kind.CREDENTIALS, "downgrade");
    }

    /// To hide it he changes the flag, which the proof covers.
    @Test
    void whoChangesTheFlagBreaksTheProof() throws Exception {
        var client =
                LibraryClient.choosing(List.of(PLAIN), FixedAccounts.LOGIN, FixedAccounts.PASSWORD)
                        .channelBinding("tls-exporter", octets("exported"))
                        .build();
        var exchange = component.start(bound(BINDINGS));
        var first = client.clientFirstMessage().toString().replaceFirst("^y", "n");
        client.serverFirstMessage(challenge(exchange, first));
        assertThat(challenge(exchange, client.clientFinalMessage().toString()))
                .isEqualTo("e=channel-bindings-dont-match");
        assertFailure(exchange.next(new byte[0]), Kind.CREDENTIALS, "channel binding");
    }

    @Test
    void whoChangesTheHeaderInTheLastMessageTooBreaksTheProof() throws Exception {
        var client =
                LibraryClient.choosing(List.of(PLAIN), FixedAccounts.LOGIN, FixedAccounts.PASSWORD)
                        .channelBinding("tls-exporter", octets("exported"))
                        .build();
        var exchange = component.start(bound(BINDINGS));
        var first = client.clientFirstMessage().toString().replaceFirst("^y", "n");
        client.serverFirstMessage(challenge(exchange, first));
        var last = client.clientFinalMessage().toString();
        assertThat(last).startsWith("c=eSws,");
        assertFailure(
                exchange.next(octets(last.replaceFirst("^c=eSws", "c=biws"))),
                Kind.CREDENTIALS,
                "wrong password");
    }

    /// `y` is the truth where nothing better was announced.
    @Test
    void aClientMayBeAbleToDoMoreThanTheServer() {
        var able = LibraryClient.alice(PLAIN).channelBinding("tls-unique", octets("unique"));
        assertThat(able.build().clientFirstMessage().toString()).startsWith("y,,");
        var exchange = component.start(inClear());
        assertThat(login(exchange, able.build(), UnaryOperator.identity()))
                .isInstanceOf(SaslStep.Success.class);
    }

    /// Who relays to us has TLS with us that is not the client's.
    @ParameterizedTest
    @ValueSource(strings = {"tls-exporter", "tls-server-end-point"})
    void whoSitsInTheMiddleCannotPassTheExchangeOn(String type) {
        var client = LibraryClient.alice(PLUS).channelBinding(type, octets("other")).build();
        var exchange = plus().start(bound(BINDINGS));
        assertThat(login(exchange, client, UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        SaslStep.Challenge.class,
                        told ->
                                assertThat(text(told.octets()))
                                        .isEqualTo("e=channel-bindings-dont-match"));
        assertFailure(exchange.next(new byte[0]), Kind.CREDENTIALS, "channel binding");
    }

    @Test
    void tlsUniqueIsNotServed() {
        var client =
                LibraryClient.alice(PLUS).channelBinding("tls-unique", octets("unique")).build();
        var exchange =
                plus().start(
                                bound(
                                        Map.of(
                                                "tls-unique", octets("unique"),
                                                "tls-exporter", octets("exported"))));
        assertThat(challenge(exchange, client.clientFirstMessage().toString()))
                .isEqualTo("e=unsupported-channel-binding-type");
        assertFailure(exchange.next(new byte[0]), Kind.CREDENTIALS, "tls-unique");
    }

    @Test
    void theFlagMustFitTheName() {
        var bare = "n=alice@example.org,r=abcdefgh";
        for (var flag : List.of("n", "y")) {
            var exchange = plus().start(bound(BINDINGS));
            assertThat(challenge(exchange, flag + ",," + bare))
                    .isEqualTo("e=server-does-support-channel-binding");
            assertFailure(exchange.next(octets("anything")), Kind.CREDENTIALS, "-PLUS");
        }
        var exchange = component.start(bound(BINDINGS));
        assertThat(challenge(exchange, "p=tls-exporter,," + bare))
                .isEqualTo("e=channel-binding-not-supported");
        assertFailure(exchange.next(new byte[0]), Kind.CREDENTIALS, "-PLUS");
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void provesItselfToTheClient(ScramHash hash) throws Exception {
        var client = LibraryClient.alice(hash.mechanism()).build();
        var exchange = new FixedServer(folder).started(hash).start(inClear());
        assertThat(login(exchange, client, UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success ->
                                assertThatCode(() ->
                                                client.serverFinalMessage(text(success.octets())))
                                        .doesNotThrowAnyException());
        var other = LibraryClient.alice(hash.mechanism()).build();
        var second = new FixedServer(folder).started(hash).start(inClear());
        other.serverFirstMessage(challenge(second, other.clientFirstMessage().toString()));
        other.clientFinalMessage();
        assertThatThrownBy(() ->
                        other.serverFinalMessage(
                                "v=" + Base64.getEncoder().encodeToString(new byte[hash.octets()])))
                .isInstanceOf(ScramInvalidServerSignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r=", "r=x", "r=abc,x=", "r=\u00e4"})
    void anotherNonceIsRefused(String nonce) {
        var client = LibraryClient.alice(PLAIN).build();
        var step =
                login(
                        component.start(inClear()),
                        client,
                        last -> last.replaceFirst("r=[^,]*", nonce));
        assertThat(step).isInstanceOf(SaslStep.Failure.class);
    }

    @Test
    void theServersPartOfTheNonceMustComeBack() {
        var client = LibraryClient.alice(PLAIN).build();
        var step =
                login(
                        component.start(inClear()),
                        client,
                        last -> last.replaceFirst("(r=[^,]*)[^,],", "$1,"));
        assertFailure(step, Kind.CREDENTIALS, "wrong nonce");
    }

    /// A recorded exchange is of no use.
    @Test
    void whatWasSentOnceDoesNotWorkAgain() throws Exception {
        var client = LibraryClient.alice(PLAIN).build();
        var first = client.clientFirstMessage().toString();
        var exchange = component.start(inClear());
        client.serverFirstMessage(challenge(exchange, first));
        var last = client.clientFinalMessage().toString();
        assertThat(exchange.next(octets(last))).isInstanceOf(SaslStep.Success.class);

        var replayed = component.start(inClear());
        challenge(replayed, first);
        assertFailure(replayed.next(octets(last)), Kind.CREDENTIALS, "wrong nonce");
    }

    @Test
    void whatTheServerSentIsNoAnswer() {
        var exchange = component.start(inClear());
        var serverFirst = challenge(exchange, "n,,n=alice@example.org,r=abcdefgh");
        assertFailure(exchange.next(octets(serverFirst)), Kind.MALFORMED, "");
        assertFailure(component.start(inClear()).next(octets(serverFirst)), Kind.MALFORMED, "");
    }

    @Test
    void noncesNeverRepeatAndArePrintable() {
        var one = component.start(inClear());
        var other = component.start(inClear());
        var first = "n,,n=alice@example.org,r=abcdefgh";
        assertThat(challenge(one, first)).isNotEqualTo(challenge(other, first));
        assertThat(ScramComponent.nonce()).matches("[!-+\\--~]{24}");
    }

    @Test
    void nothingFollowsTheEnd() {
        var exchange = component.start(inClear());
        assertFailure(exchange.next(octets("nonsense")), Kind.MALFORMED, "");
        assertFailure(
                exchange.next(octets("n,,n=alice@example.org,r=abcdefgh")),
                Kind.MALFORMED,
                "after the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "n,,n=user",
                "n,n=user,r=abc",
                "x,,n=user,r=abc",
                "N,,n=user,r=abc",
                "p=,,n=user,r=abc",
                "p=tls exporter,,n=user,r=abc",
                "n,user,n=user,r=abc",
                "n,a=,n=user,r=abc",
                "n,a=us=er,n=user,r=abc",
                "n,,m=ext,n=user,r=abc",
                "n,,r=abc,n=user",
                "n,,n=,r=abc",
                "n,,n=us=er,r=abc",
                "n,,n=us=2cer,r=abc",
                "n,,n=us=3D=,r=abc",
                "n,,n=us\ner,r=abc",
                "n,,n=us\0er,r=abc",
                "n,,n=\u00ad,r=abc",
                "n,,n=us\u0627\u0628er,r=abc",
                "n,,n=us\ue000er,r=abc",
                "n,,n=user,r=",
                "n,,n=user,r=a b",
                "n,,n=user,r=\u00e4",
                "n,,n=user,r=abc,",
                "n,,n=user,r=abc,x",
                "n,,n=user,r=abc,1=x",
                "n,,n=user,r=abc,x=",
                "F,n,,n=user,r=abc",
            })
    void refusesWhatIsNoFirstMessage(String message) {
        assertFailure(component.start(inClear()).next(octets(message)), Kind.MALFORMED, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=NONCE",
                "r=NONCE,c=biws,p=PROOF",
                "c=biw,r=NONCE,p=PROOF",
                "c=biws,r=NONCE,p=",
                "c=biws,r=NONCE,p=AAAA",
                "c=biws,r=NONCE,p=PROOF,x=y",
                "c=biws,r=NONCE,x,p=PROOF",
                "c=biws,r=NONCE,p=PROOF=",
                "c=b!ws,r=NONCE,p=PROOF",
                "c=biws,r=NONCE,p=PROOF\n",
            })
    void refusesWhatIsNoLastMessage(String message) {
        var exchange = component.start(inClear());
        var challenge = challenge(exchange, "n,,n=alice@example.org,r=abcdefgh");
        var nonce = challenge.substring(2, challenge.indexOf(','));
        var proof = Base64.getEncoder().encodeToString(new byte[32]);
        assertFailure(
                exchange.next(octets(message.replace("NONCE", nonce).replace("PROOF", proof))),
                Kind.MALFORMED,
                "");
    }

    /// They are part of what is proven all the same.
    @Test
    void passesOverOptionalExtensions() {
        var bare = "n=alice@example.org,r=abcdefgh,x=y,z==";
        var exchange = component.start(inClear());
        var serverFirst = challenge(exchange, "n,," + bare);
        var withoutProof = "c=biws," + serverFirst.substring(0, serverFirst.indexOf(',')) + ",v=w";
        assertThat(
                        exchange.next(
                                octets(
                                        withoutProof
                                                + ",p="
                                                + proof(bare, serverFirst, withoutProof))))
                .isInstanceOf(SaslStep.Success.class);

        var client = LibraryClient.alice(PLAIN).build();
        var step =
                login(component.start(inClear()), client, last -> last.replace(",p=", ",x=y,p="));
        assertFailure(step, Kind.CREDENTIALS, "wrong password");
    }

    private static String proof(String bare, String serverFirst, String withoutProof) {
        var hash = ScramMechanism.SCRAM_SHA_256;
        var fields = serverFirst.split(",");
        var salted =
                ScramFunctions.saltedPassword(
                        hash,
                        StringPreparation.NO_PREPARATION,
                        FixedAccounts.PASSWORD.toCharArray(),
                        Base64.getDecoder().decode(fields[1].substring(2)),
                        FixedAccounts.SCRAM_ITERATIONS);
        var key = ScramFunctions.clientKey(hash, salted);
        var signature =
                ScramFunctions.clientSignature(
                        hash,
                        ScramFunctions.storedKey(hash, key),
                        String.join(",", bare, serverFirst, withoutProof));
        return Base64.getEncoder().encodeToString(ScramFunctions.clientProof(key, signature));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertFailure(
                component.start(inClear()).next(new byte[] {'n', ',', ',', (byte) 0xff}),
                Kind.MALFORMED,
                "not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b=c", "J\u00fcrgen", "b\u0131n", "\u0627\u0628"})
    void namesAreDecoded(String name) {
        var accounts = new OneAccount(name, "pencil", new byte[16], 4096);
        var client = LibraryClient.of(PLAIN, name, "pencil").build();
        assertThat(login(component.start(inClear(accounts)), client, UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> assertThat(success.account().name()).isEqualTo(name));
    }

    /// RFC 4013 §3.
    @Test
    void namesArePrepared() {
        assertThat(SaslName.prepare("I\u00adX")).contains("IX");
        assertThat(SaslName.prepare("USER")).contains("USER");
        assertThat(SaslName.prepare("\u00aa")).contains("a");
        assertThat(SaslName.prepare("\u2168")).contains("IX");
        assertThat(SaslName.prepare("\u0007")).isEmpty();
        assertThat(SaslName.prepare("\u06271")).isEmpty();
    }

    @Test
    void takesRandomNamesAndNonces() {
        var random = new Random(20261123);
        for (int round = 0; round < 300; round++) {
            var name = printable(random, 1 + random.nextInt(30));
            var accounts = new OneAccount(name, "pencil", new byte[16], 4096);
            var client = LibraryClient.of(PLAIN, name, "pencil").nonceLength(8 + round).build();
            assertThat(login(component.start(inClear(accounts)), client, UnaryOperator.identity()))
                    .isInstanceOf(SaslStep.Success.class);
        }
    }

    /// One character of a message changed: nobody gets in, and there is always an answer.
    @Test
    void survivesChangedMessages() throws Exception {
        var random = new Random(20261124);
        for (int round = 0; round < 1500; round++) {
            var client = LibraryClient.alice(PLAIN).build();
            var exchange = component.start(inClear());
            var first = octets(client.clientFirstMessage().toString());
            if (random.nextBoolean()) {
                change(first, random);
                exchange.next(first);
                continue;
            }
            client.serverFirstMessage(challenge(exchange, text(first)));
            var last = octets(client.clientFinalMessage().toString());
            change(last, random);
            assertThat(exchange.next(last)).isNotInstanceOf(SaslStep.Success.class);
        }
    }

    private static void change(byte[] octets, Random random) {
        octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
    }

    private static String printable(Random random, int length) {
        var name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append((char) ('!' + random.nextInt('~' - '!' + 1)));
        }
        return name.toString();
    }

    private SaslMechanism plus() {
        return component.forms().getFirst();
    }

    private static SaslContext inClear() {
        return inClear(FixedAccounts.available());
    }

    private static SaslContext inClear(Accounts accounts) {
        return new SaslContext(
                "mail.example.org", "smtp", Optional.empty(), accounts, List.of(PLAIN));
    }

    private static SaslContext bound(Map<String, byte[]> bindings) {
        return new SaslContext(
                "mail.example.org",
                "smtp",
                Optional.of(FixedTls.bound(bindings)),
                FixedAccounts.available(),
                List.of(PLUS, PLAIN));
    }

    /// @param middle what becomes of the client's last message
    private static SaslStep login(
            SaslExchange exchange, ScramClient client, UnaryOperator<String> middle) {
        try {
            client.serverFirstMessage(challenge(exchange, client.clientFirstMessage().toString()));
            return exchange.next(octets(middle.apply(client.clientFinalMessage().toString())));
        } catch (ScramException e) {
            throw new AssertionError(e);
        }
    }

    private static String challenge(SaslExchange exchange, String response) {
        var step = exchange.next(octets(response));
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return text(((SaslStep.Challenge) step).octets());
    }

    private static void assertFailure(SaslStep step, Kind kind, String reason) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        SaslStep.Failure.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(kind);
                            assertThat(failure.reason()).contains(reason);
                            assertThat(failure.toString()).doesNotContain("tanstaaf");
                        });
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
