package io.staffetta.sasl.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an issuer said about tokens a short while ago. Keeps a hash of the token only.
final class KeptAnswers {

    private record Answer(Claims claims, Instant end) {}

    private final Duration lifetime;
    private final InstantSource clock;
    private final Map<String, Answer> answers;

    KeptAnswers(int most, Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
        answers =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized Optional<Claims> find(Secret token) {
        return Optional.ofNullable(answers.get(hash(token)))
                .filter(answer -> clock.instant().isBefore(answer.end()))
                .map(Answer::claims);
    }

    synchronized void keep(Secret token, Claims claims) {
        if (lifetime.isPositive()) {
            // A new one goes to the end of the row.
            answers.remove(hash(token));
            answers.put(hash(token), new Answer(claims, clock.instant().plus(lifetime)));
        }
    }

    private static String hash(Secret token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.reveal().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java run-time has SHA-256", e);
        }
    }
}
