package io.staffetta.sasl.oauth;

import io.staffetta.spi.Secret;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `*(key "=" value %x01) %x01` (RFC 7628 §3.1).
///
/// @param values by key
record KeyValues(Map<String, String> values) {

    private static final int LONGEST_NAME = 320;
    private static final Pattern KEY = Pattern.compile("[A-Za-z]++");

    /// RFC 6750 §2.1.
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) ++([A-Za-z0-9._~+/-]++=*+)");

    static Optional<KeyValues> parse(String text) {
        if (!text.endsWith("\1")) {
            return Optional.empty();
        }
        var pairs = text.substring(0, text.length() - 1).split("\1", -1);
        if (!pairs[pairs.length - 1].isEmpty()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < pairs.length - 1; i++) {
            int equals = pairs[i].indexOf('=');
            if (equals < 0 || !KEY.matcher(pairs[i].substring(0, equals)).matches()) {
                return Optional.empty();
            }
            var value = pairs[i].substring(equals + 1);
            if (!value.chars().allMatch(KeyValues::isOfValue)
                    || values.putIfAbsent(pairs[i].substring(0, equals), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new KeyValues(Map.copyOf(values)));
    }

    /// What stands in `auth`, for this user.
    Response credentials(String user) {
        // It reaches the log.
        if (user.length() > LONGEST_NAME || user.chars().anyMatch(Character::isISOControl)) {
            return new Response.Malformed("the user's name is too long or has control characters");
        }
        var bearer = BEARER.matcher(values.getOrDefault("auth", ""));
        return bearer.matches()
                ? new Response.Bearer(user, Secret.of(bearer.group(1)))
                : new Response.NoToken(user);
    }

    private static boolean isOfValue(int character) {
        return character == '\t'
                || character == '\r'
                || character == '\n'
                || !Character.isISOControl(character);
    }

    /// Without the values: one is a secret.
    @Override
    public String toString() {
        return "KeyValues" + values.keySet();
    }
}
