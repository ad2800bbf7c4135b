package io.staffetta.sql;

import com.password4j.Argon2Function;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Argon2 in the PHC string format.
record Argon2Hash(Cost parameters, String text) implements StoredHash {

    /// What it takes to compare.
    ///
    /// @param kind `argon2id`, `argon2i` or `argon2d`
    /// @param version 16 or 19
    /// @param memory in KiB
    /// @param octets of the hash
    record Cost(String kind, int version, int memory, int passes, int lanes, int octets) {}

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$(argon2(?:id|i|d))\\$(?:v=(16|19)\\$)?"
                            + "(m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,172}))");

    // What the settings let this server make.
    private static final int MOST_KIB = 1 << 20;
    private static final int MOST_PASSES = 64;
    private static final int MOST_LANES = 16;

    // RFC 9106, section 3.1.
    private static final int LEAST_KIB_PER_LANE = 8;

    private static final int MOST_KIB_IMPORTED = 256 << 10;
    private static final int MOST_KIB_PASSES_IMPORTED = 1 << 20;

    static Optional<Argon2Hash> parse(String text) {
        var match = PHC.matcher(text);
        if (!match.matches() || !isBase64(match.group(7)) || !isBase64(match.group(8))) {
            return Optional.empty();
        }
        // Before version 19 no version was written.
        int version = match.group(2) == null ? 16 : Integer.parseInt(match.group(2));
        var cost =
                new Cost(
                        match.group(1),
                        version,
                        Integer.parseInt(match.group(4)),
                        Integer.parseInt(match.group(5)),
                        Integer.parseInt(match.group(6)),
                        match.group(8).length() * 6 / 8);
        StoredHash.requireAtMost(MOST_KIB, cost.memory(), "Argon2 memory in KiB");
        StoredHash.requireAtMost(MOST_PASSES, cost.passes(), "Argon2 passes");
        StoredHash.requireAtMost(MOST_LANES, cost.lanes(), "Argon2 lanes");
        if (cost.passes() == 0
                || cost.lanes() == 0
                || cost.memory() < LEAST_KIB_PER_LANE * cost.lanes()) {
            return Optional.empty();
        }
        var full = "$%s$v=%d$%s".formatted(cost.kind(), version, match.group(3));
        return Optional.of(new Argon2Hash(cost, full));
    }

    @Override
    public String kind() {
        return parameters.kind();
    }

    @Override
    public String cost() {
        return parameters.toString();
    }

    @Override
    public boolean fits(byte[] password) {
        return Argon2Function.getInstanceFromHash(text)
                .check(password, text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void requireImportable() {
        StoredHash.requireAtMost(MOST_KIB_IMPORTED, parameters.memory(), "Argon2 memory in KiB");
        StoredHash.requireAtMost(
                MOST_KIB_PASSES_IMPORTED,
                (long) parameters.memory() * parameters.passes(),
                "Argon2 memory in KiB times passes");
    }

    // Without padding no length leaves one character over.
    private static boolean isBase64(String text) {
        return text.length() % 4 != 1;
    }
}
