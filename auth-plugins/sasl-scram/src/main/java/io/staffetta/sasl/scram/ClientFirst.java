package io.staffetta.sasl.scram;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// client-first-message (RFC 5802 §7).
sealed interface ClientFirst {

    /// What the client sent.
    ///
    /// @param header the GS2 header
    /// @param login prepared for the lookup (§5.1)
    /// @param nonce the client's part
    /// @param bare the message without the header
    record Message(Gs2Header header, String login, String nonce, String bare)
            implements ClientFirst {}

    /// It makes no sense.
    ///
    /// @param reason for the log; holds nothing of the message
    record Malformed(String reason) implements ClientFirst {}

    /// Gs2 flag, authorization identity, name and nonce.
    int LEAST_FIELDS = 4;

    Pattern BOUND = Pattern.compile("p=([A-Za-z0-9.-]+)");
    Pattern NONCE = Pattern.compile("r=([!-+\\--~]+)");

    static ClientFirst parse(String text) {
        var fields = text.split(",", -1);
        if (fields.length < LEAST_FIELDS) {
            return new Malformed("client-first-message has too few fields");
        }
        if (fields[2].startsWith("m=")) {
            return new Malformed("mandatory extension");
        }
        var flag = flag(fields[0]);
        var authorization =
                fields[1].isEmpty() ? Optional.of("") : SaslName.decode("a=", fields[1]);
        var login = SaslName.decode("n=", fields[2]).flatMap(SaslName::prepare);
        var nonce = NONCE.matcher(fields[3]);
        if (flag.isEmpty() || authorization.isEmpty()) {
            return new Malformed("bad GS2 header");
        }
        if (login.isEmpty()) {
            return new Malformed("bad user name");
        }
        if (!nonce.matches()) {
            return new Malformed("bad client nonce");
        }
        if (!Arrays.stream(fields).skip(LEAST_FIELDS).allMatch(Extension::isWellFormed)) {
            return new Malformed("bad extension");
        }
        int bare = fields[0].length() + fields[1].length() + 2;
        return new Message(
                new Gs2Header(text.substring(0, bare), flag.get(), authorization.get()),
                login.get(),
                nonce.group(1),
                text.substring(bare));
    }

    private static Optional<Gs2Header.Flag> flag(String field) {
        return switch (field) {
            case "n" -> Optional.of(new Gs2Header.Flag.Unable());
            case "y" -> Optional.of(new Gs2Header.Flag.Unoffered());
            default -> {
                var bound = BOUND.matcher(field);
                yield bound.matches()
                        ? Optional.of(new Gs2Header.Flag.Bound(bound.group(1)))
                        : Optional.empty();
            }
        };
    }
}
