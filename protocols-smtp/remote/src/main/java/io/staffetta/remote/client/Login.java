package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Base64;
import java.util.List;

/// AUTH (RFC 4954) by the strongest mechanism that both sides know; never in clear over a network.
final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final int MAX_ROUNDS = 4;
    private static final EnhancedStatus REFUSED = new EnhancedStatus(4, 7, 8);

    private final Peer peer;
    private final Credentials credentials;

    Login(Peer peer, Credentials credentials) {
        this.peer = peer;
        this.credentials = credentials;
    }

    void perform() throws PeerLost, OpeningFailure {
        if (peer.tls().isEmpty() && !peer.isLocal()) {
            throw failure(
                    new EnhancedStatus(4, 7, 11), "no TLS, and a password is never sent in clear");
        }
        var offered = peer.capabilities().mechanisms();
        var mechanism =
                mechanisms().stream()
                        .filter(known -> offered.contains(known.name()))
                        .findFirst()
                        .orElseThrow(() ->
                                failure(REFUSED, "no mechanism for AUTH that both sides know"));
        var reply = converse(mechanism);
        if (reply.code() == 235 && !mechanism.isContent()) {
            throw failure(REFUSED, "the server did not show that it knows the password");
        }
        if (reply.code() != 235) {
            LOG.atWarn()
                    .addKeyValue("host", peer.opening().nextHop().host())
                    .addKeyValue("user", credentials.user())
                    .addKeyValue("mechanism", mechanism.name())
                    .addKeyValue("reply", reply.text())
                    .log("cannot log in; mail waits until the credentials are right");
            throw new OpeningFailure(status(reply), reply.text(), true, false);
        }
    }

    private PeerReply converse(SaslClientMechanism mechanism) throws PeerLost, OpeningFailure {
        var limit = peer.limits().auth();
        var first = mechanism.initial().map(octets -> " " + initial(octets)).orElse("");
        var reply = peer.ask("AUTH " + mechanism.name() + first, "AUTH", limit);
        for (int round = 0; reply.code() == 334; round++) {
            if (round == MAX_ROUNDS) {
                throw failure(REFUSED, "AUTH does not come to an end");
            }
            var answer = answer(mechanism, reply);
            reply = peer.ask(answer, "AUTH", limit);
        }
        return reply;
    }

    private static String answer(SaslClientMechanism mechanism, PeerReply challenge) {
        try {
            var octets = Base64.getDecoder().decode(challenge.lines().getFirst().strip());
            return mechanism.answer(octets).map(Login::encode).orElse("*");
        } catch (IllegalArgumentException e) {
            return "*";
        }
    }

    private List<SaslClientMechanism> mechanisms() {
        return List.of(
                new ScramClient("SCRAM-SHA-256", credentials),
                new ScramClient("SCRAM-SHA-1", credentials),
                new CramMd5Client(credentials),
                new PlainClient(credentials),
                new LoginClient(credentials));
    }

    /// Whatever the server says: the message waits, for the fault is the operator's.
    private static EnhancedStatus status(PeerReply reply) {
        return reply.isTransient() ? reply.status() : REFUSED;
    }

    private static String initial(byte[] octets) {
        return octets.length == 0 ? "=" : encode(octets);
    }

    private static String encode(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static OpeningFailure failure(EnhancedStatus status, String message) {
        return new OpeningFailure(status, message, false, false);
    }
}
