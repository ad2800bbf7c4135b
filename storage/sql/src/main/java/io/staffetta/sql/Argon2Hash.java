package io.staffetta.sql;

import com.password4j.Argon2Function;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Argon2 in the PHC string format.
record Argon2Hash(String kind, Argon2Function function, String text) implements StoredHash {

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$(argon2(?:id|i|d))\\$(v=(?:16|19)\\$)?(m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
                        + "\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,172})");

    // What the settings let this server make.
    private static final int MOST_KIB = 1 << 20;
    private static final int MOST_PASSES = 64;
    private static final int MOST_LANES = 16;

    private static final int MOST_KIB_IMPORTED = 256 << 10;
    private static final int MOST_KIB_PASSES_IMPORTED = 1 << 20;

    static Optional<Argon2Hash> parse(String text) {
        var match = PHC.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        StoredHash.requireAtMost(MOST_KIB, Long.parseLong(match.group(4)), "Argon2 memory in KiB");
        StoredHash.requireAtMost(MOST_PASSES, Long.parseLong(match.group(5)), "Argon2 passes");
        StoredHash.requireAtMost(MOST_LANES, Long.parseLong(match.group(6)), "Argon2 lanes");
        // Before version 19 no version was written.
        var version = match.group(2) == null ? "v=16$" : match.group(2);
        var full = "$%s$%s%s".formatted(match.group(1), version, match.group(3));
        return Optional.of(
                new Argon2Hash(match.group(1), Argon2Function.getInstanceFromHash(full), full));
    }

    @Override
    public String cost() {
        return function.toString();
    }

    @Override
    public boolean fits(byte[] password) {
        return function.check(password, text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void requireImportable() {
        StoredHash.requireAtMost(MOST_KIB_IMPORTED, function.getMemory(), "Argon2 memory in KiB");
        StoredHash.requireAtMost(
                MOST_KIB_PASSES_IMPORTED,
                (long) function.getMemory() * function.getIterations(),
                "Argon2 memory in KiB times passes");
    }
}
