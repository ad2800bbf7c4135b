package io.staffetta.spf;

import io.staffetta.spf.Mechanism.Prefixes;
import io.staffetta.spi.Network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a mechanism without its qualifier (RFC 7208 §5, §12).
final class MechanismParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]*+");

    // A prefix stands at the very end; what it is cut off from is checked afterwards.
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private final String text;
    private final String rest;

    private MechanismParser(String text, String rest) {
        this.text = text;
        this.rest = rest;
    }

    static Mechanism parse(String text) throws Undecided {
        var name = NAME.matcher(text);
        int end = name.lookingAt() ? name.end() : 0;
        var parser = new MechanismParser(text, text.substring(end));
        return switch (text.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "all" -> parser.all();
            case "include" -> new Mechanism.Include(parser.required(parser.rest));
            case "exists" -> new Mechanism.Exists(parser.required(parser.rest));
            case "ptr" -> new Mechanism.Pointers(parser.optional(parser.rest));
            case "a" -> parser.address();
            case "mx" -> parser.exchangers();
            case "ip4" -> parser.ip4();
            case "ip6" -> parser.ip6();
            default -> throw parser.wrong("is no mechanism");
        };
    }

    private Mechanism all() throws Undecided {
        if (!rest.isEmpty()) {
            throw wrong("takes nothing");
        }
        return new Mechanism.All();
    }

    private Mechanism address() throws Undecided {
        var prefixes = prefixes();
        return new Mechanism.Address(optional(withoutPrefixes()), prefixes);
    }

    private Mechanism exchangers() throws Undecided {
        var prefixes = prefixes();
        return new Mechanism.Exchangers(optional(withoutPrefixes()), prefixes);
    }

    private Mechanism ip4() throws Undecided {
        var value = afterColon(rest);
        int slash = value.indexOf('/');
        var address = slash < 0 ? value : value.substring(0, slash);
        if (!IPV4.matcher(address).matches()) {
            throw wrong("has no IPv4 address");
        }
        int prefix = slash < 0 ? 32 : prefix(value.substring(slash + 1), 32);
        return literal(InetAddress.ofLiteral(address), prefix);
    }

    private Mechanism ip6() throws Undecided {
        var value = afterColon(rest);
        int slash = value.indexOf('/');
        var address = slash < 0 ? value : value.substring(0, slash);
        int prefix = slash < 0 ? 128 : prefix(value.substring(slash + 1), 128);
        if (!IPV6.matcher(address).matches() || address.indexOf(':') < 0) {
            throw wrong("has no IPv6 address");
        }
        try {
            var parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet4Address
                    ? new Mechanism.Literal(Optional.empty())
                    : literal(parsed, prefix);
        } catch (IllegalArgumentException _) {
            throw wrong("has no IPv6 address");
        }
    }

    private static Mechanism literal(InetAddress address, int prefix) {
        return new Mechanism.Literal(Optional.of(Network.of(address, prefix)));
    }

    private String withoutPrefixes() {
        int six = sixAt();
        int four = fourAt(six);
        return rest.substring(0, four);
    }

    private Prefixes prefixes() throws Undecided {
        int six = sixAt();
        int four = fourAt(six);
        return new Prefixes(
                four == six ? 32 : prefix(rest.substring(four + 1, six), 32),
                six == rest.length() ? 128 : prefix(rest.substring(six + 2), 128));
    }

    /// Where `//digits` begins at the end; the end if it is not there.
    private int sixAt() {
        int digits = digitsAt(rest.length());
        boolean there = digits < rest.length() && rest.startsWith("//", digits - 2);
        return there ? digits - 2 : rest.length();
    }

    /// Where `/digits` begins before `end`; `end` if it is not there.
    private int fourAt(int end) {
        int digits = digitsAt(end);
        boolean there = digits < end && rest.startsWith("/", digits - 1);
        return there ? digits - 1 : end;
    }

    private int digitsAt(int end) {
        int at = end;
        while (at > 0 && rest.charAt(at - 1) >= '0' && rest.charAt(at - 1) <= '9') {
            at--;
        }
        return at;
    }

    private int prefix(String digits, int most) throws Undecided {
        if (!PREFIX.matcher(digits).matches() || Integer.parseInt(digits) > most) {
            throw wrong("has a prefix that is no number up to " + most);
        }
        return Integer.parseInt(digits);
    }

    private Optional<MacroString> optional(String argument) throws Undecided {
        return argument.isEmpty() ? Optional.empty() : Optional.of(required(argument));
    }

    private MacroString required(String argument) throws Undecided {
        return MacroParser.domainSpec(afterColon(argument));
    }

    private String afterColon(String argument) throws Undecided {
        if (!argument.startsWith(":") || argument.length() == 1) {
            throw wrong("lacks what it is about");
        }
        return argument.substring(1);
    }

    private Undecided wrong(String what) {
        return Undecided.permerror("'" + text + "' " + what);
    }
}
