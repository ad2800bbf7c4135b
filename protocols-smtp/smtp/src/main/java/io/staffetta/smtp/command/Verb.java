package io.staffetta.smtp.command;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The verbs that are told apart.
public enum Verb {
    EHLO(Trait.LAST, Trait.JUNK),
    HELO(Trait.LAST, Trait.JUNK),
    LHLO(Trait.LAST, Trait.JUNK),
    MAIL,
    RCPT,
    DATA(Trait.LAST),
    BDAT,
    RSET(Trait.JUNK),
    NOOP(Trait.LAST, Trait.JUNK),
    VRFY(Trait.LAST, Trait.JUNK),
    EXPN(Trait.LAST, Trait.JUNK),
    HELP(Trait.LAST, Trait.JUNK),
    QUIT,
    AUTH(Trait.LAST),
    STARTTLS(Trait.LAST),
    /// A line of HTTP, SSH or a message header.
    FOREIGN,
    UNKNOWN(Trait.JUNK);

    private enum Trait {
        /// Nothing may follow it in a pipelined group (RFC 2920 §3.1).
        LAST,
        /// It brings no message nearer.
        JUNK
    }

    private static final Map<String, Verb> BY_NAME = new HashMap<>();

    static {
        for (var verb : values()) {
            if (verb != FOREIGN && verb != UNKNOWN) {
                BY_NAME.put(verb.name(), verb);
            }
        }
        for (var method : "GET POST PUT HEAD DELETE OPTIONS CONNECT TRACE PATCH PRI".split(" ")) {
            BY_NAME.put(method, FOREIGN);
        }
    }

    private final boolean last;
    private final boolean junk;

    Verb(Trait... traits) {
        var has = List.of(traits);
        last = has.contains(Trait.LAST);
        junk = has.contains(Trait.JUNK);
    }

    /// Whether nothing may follow it in a pipelined group (RFC 2920 §3.1).
    public boolean isLast() {
        return last;
    }

    /// Whether it brings no message nearer.
    public boolean isJunk() {
        return junk;
    }

    /// The verb of a command line.
    public static Verb of(String line) {
        int end = line.indexOf(' ');
        var word = end < 0 ? line : line.substring(0, end);
        var verb = BY_NAME.get(word);
        if (verb == null && word.length() <= 8) {
            verb = BY_NAME.get(word.toUpperCase(Locale.ROOT));
        }
        if (verb != null) {
            return verb;
        }
        return word.endsWith(":") || word.startsWith("SSH-") ? FOREIGN : UNKNOWN;
    }
}
