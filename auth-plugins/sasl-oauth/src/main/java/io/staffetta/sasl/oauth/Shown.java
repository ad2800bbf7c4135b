package io.staffetta.sasl.oauth;

/// Claims in the log.
final class Shown {

    private static final int LONGEST = 100;

    private Shown() {}

    /// A claim that the issuer has signed, short and in one line.
    static String of(Claims claims, String name) {
        var text = claims.has(name) ? String.join(" ", claims.texts(name)) : "none";
        var line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
