package io.staffetta.sasl.scram;

import com.ongres.scram.common.ScramFunctions;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.Opening;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslStep;
import io.staffetta.spi.auth.SaslStep.Challenge;
import io.staffetta.spi.auth.SaslStep.Failure;
import io.staffetta.spi.auth.SaslStep.Kind;
import io.staffetta.spi.auth.SaslStep.Success;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;

/// The server's side of RFC 5802.
///
/// Errors are told as a server-final-message (`e=…`) only where they concern channel binding: the
/// client has to know that its password is not the reason. A wrong proof and an unknown account end
/// the exchange at once without one, as §5.1 allows: a client that got `e=…` would have to answer
/// once more before the failure counts, and one that guesses would cancel instead.
final class ScramExchange implements SaslExchange {

    private sealed interface State {
        record Silent() implements State {}

        /// @param binding what `c=` has to be
        /// @param nonce both parts
        record Challenged(
                ClientFirst.Message first,
                Verifiers.Claim.Checkable claim,
                byte[] binding,
                String nonce,
                String serverFirst)
                implements State {}

        /// The client was told; whatever it answers, this follows.
        record Refused(Failure failure) implements State {}

        record Over() implements State {}
    }

    private final ScramHash hash;
    private final int maxResponse;
    private final BindingRule bindings;
    private final Verifiers verifiers;
    private final Accounts accounts;
    private final Supplier<String> serverNonce;
    private State state = new State.Silent();

    ScramExchange(
            ScramHash hash,
            int maxResponse,
            BindingRule bindings,
            Verifiers verifiers,
            Accounts accounts,
            Supplier<String> serverNonce) {
        this.hash = hash;
        this.maxResponse = maxResponse;
        this.bindings = bindings;
        this.verifiers = verifiers;
        this.accounts = accounts;
        this.serverNonce = serverNonce;
    }

    @Override
    public Opening opening() {
        return Opening.CLIENT;
    }

    @Override
    public SaslStep next(byte[] response) {
        var now = state;
        state = new State.Over();
        if (now instanceof State.Refused(var failure)) {
            return failure;
        }
        if (response.length > maxResponse) {
            return malformed("", "response longer than " + maxResponse + " octets");
        }
        try {
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response))
                            .toString();
            return switch (now) {
                case State.Silent() -> begin(text);
                case State.Challenged challenged -> finish(challenged, text);
                case State.Refused(var failure) -> failure;
                case State.Over() -> malformed("", "response after the end");
            };
        } catch (CharacterCodingException e) {
            return malformed("", "response is not UTF-8");
        }
    }

    private SaslStep begin(String text) {
        return switch (ClientFirst.parse(text)) {
            case ClientFirst.Malformed(var reason) -> malformed("", reason);
            case ClientFirst.Message first ->
                    switch (bindings.judge(first.header().flag())) {
                        case BindingRule.Verdict.Refuse(var error, var reason) ->
                                tell(error, first.login(), reason);
                        case BindingRule.Verdict.Expect(var data) -> challenge(first, data);
                    };
        };
    }

    private SaslStep challenge(ClientFirst.Message first, byte[] data) {
        return switch (verifiers.claim(accounts, first.login())) {
            case Verifiers.Claim.Unavailable(var reason) ->
                    new Failure(Kind.TEMPORARY, first.login(), reason);
            case Verifiers.Claim.Checkable claim -> {
                var nonce = first.nonce() + serverNonce.get();
                var verifier = claim.verifier();
                var serverFirst =
                        "r="
                                + nonce
                                + ",s="
                                + Base64.getEncoder().encodeToString(verifier.salt())
                                + ",i="
                                + verifier.iterations();
                var binding = concat(octets(first.header().text()), data);
                state = new State.Challenged(first, claim, binding, nonce, serverFirst);
                yield new Challenge(octets(serverFirst));
            }
        };
    }

    private SaslStep finish(State.Challenged challenged, String text) {
        var login = challenged.first().login();
        return switch (ClientFinal.parse(text, hash.octets())) {
            case ClientFinal.Malformed(var reason) -> malformed(login, reason);
            case ClientFinal.Message last when !last.nonce().equals(challenged.nonce()) ->
                    new Failure(Kind.CREDENTIALS, login, "wrong nonce");
            case ClientFinal.Message last
                    when !MessageDigest.isEqual(last.binding(), challenged.binding()) ->
                    tell("channel-bindings-dont-match", login, "wrong channel binding");
            case ClientFinal.Message last -> prove(challenged, last);
        };
    }

    private SaslStep prove(State.Challenged challenged, ClientFinal.Message last) {
        var first = challenged.first();
        var claim = challenged.claim();
        var verifier = claim.verifier();
        var authMessage =
                String.join(",", first.bare(), challenged.serverFirst(), last.withoutProof());
        // Compares in constant time.
        boolean proven =
                ScramFunctions.verifyClientProof(
                        hash.functions(), last.proof(), verifier.storedKey(), authMessage);
        if (!proven || claim.account().isEmpty()) {
            return new Failure(Kind.CREDENTIALS, first.login(), claim.reason());
        }
        return authorize(
                claim.account().get(),
                first,
                ScramFunctions.serverSignature(
                        hash.functions(), verifier.serverKey(), authMessage));
    }

    private static SaslStep authorize(
            Account account, ClientFirst.Message first, byte[] signature) {
        var wanted = first.header().authorization();
        if (wanted.isEmpty() || wanted.equals(first.login()) || account.isNamed(wanted)) {
            return new Success(
                    account, octets("v=" + Base64.getEncoder().encodeToString(signature)));
        }
        return new Failure(Kind.AUTHORIZATION, first.login(), "may not act for another account");
    }

    private Challenge tell(String error, String login, String reason) {
        state = new State.Refused(new Failure(Kind.CREDENTIALS, login, reason));
        return new Challenge(octets("e=" + error));
    }

    private static Failure malformed(String login, String reason) {
        return new Failure(Kind.MALFORMED, login, reason);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }
}
