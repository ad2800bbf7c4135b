package io.staffetta.sql;

import com.password4j.BcryptFunction;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// bcrypt: `$2a$`, `$2b$` and `$2y$`, but not `$2x$`, which has a fault.
record BcryptHash(int rounds, String text) implements StoredHash {

    private static final Pattern MCF = Pattern.compile("\\$2[aby]\\$(\\d{2})\\$[./A-Za-z0-9]{53}");
    private static final int LEAST_ROUNDS = 4;
    // Two seconds.
    private static final int MOST_ROUNDS = 15;

    static Optional<BcryptHash> parse(String text) {
        var match = MCF.matcher(text);
        if (!match.matches() || Integer.parseInt(match.group(1)) < LEAST_ROUNDS) {
            return Optional.empty();
        }
        int rounds = Integer.parseInt(match.group(1));
        StoredHash.requireAtMost(MOST_ROUNDS, rounds, "bcrypt cost");
        return Optional.of(new BcryptHash(rounds, text));
    }

    @Override
    public String kind() {
        return "bcrypt";
    }

    @Override
    public String cost() {
        return "bcrypt " + rounds;
    }

    @Override
    public boolean fits(byte[] password) {
        return BcryptFunction.getInstanceFromHash(text)
                .check(password, text.getBytes(StandardCharsets.US_ASCII));
    }
}
