package io.staffetta.sasl.cram;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

import jakarta.inject.Inject;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Function;

/// CRAM-MD5 (RFC 2195), for clients that know nothing better. It does not send the password, but
/// the server has to keep it readable, and who listens in can guess at it offline.
///
/// The JDK has a server side of it, which is not used: its challenge comes from [java.util.Random],
/// which can be predicted, so that a recorded response could be of use again; an unknown account
/// fails before the digest is computed; digests are compared until they differ; and it logs
/// responses. What remains is an HMAC, and that is the JDK's.
public final class CramMd5Mechanism implements SaslMechanism {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BITS = 128;

    private final CramMd5Settings settings;
    private final Function<String, String> challenges;
    private final Secret decoy = Secret.of(digits());

    @Inject
    public CramMd5Mechanism(CramMd5Settings settings) {
        this(settings, host -> challenge(host, InstantSource.system()));
    }

    /// @param challenges makes a challenge for a host name
    CramMd5Mechanism(CramMd5Settings settings, Function<String, String> challenges) {
        this.settings = settings;
        this.challenges = challenges;
    }

    @Override
    public String name() {
        return "CRAM-MD5";
    }

    @Override
    public boolean exposesPassword() {
        return false;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new CramMd5Exchange(
                context.accounts(),
                settings.maxResponse(),
                challenges.apply(context.hostname()),
                decoy);
    }

    /// Random digits, a time stamp, and the name of the host, in the form of a msg-id.
    private static String challenge(String host, InstantSource clock) {
        return "<" + digits() + "." + clock.instant().getEpochSecond() + "@" + host + ">";
    }

    private static String digits() {
        return new BigInteger(RANDOM_BITS, RANDOM).toString();
    }
}
