package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.tls.outbound.sts.StsPolicy.Mode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads policies (RFC 8461 §3.2). Of fields that are given twice the first counts, unknown ones
/// are passed over; empty lines, which the grammar does not know but the world does, too.
final class PolicyParser {

    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
                            + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*+");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private final Map<String, String> fields = new HashMap<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private PolicyParser() {}

    /// @throws PolicyFailure if it is none
    static StsPolicy parse(byte[] octets) throws PolicyFailure {
        var parser = new PolicyParser();
        for (var line : text(octets).split("\r?\n", -1)) {
            parser.line(line);
        }
        return parser.policy();
    }

    private static String text(byte[] octets) throws PolicyFailure {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw invalid("it is not UTF-8");
        }
    }

    private void line(String line) throws PolicyFailure {
        if (line.isBlank()) {
            return;
        }
        var field = FIELD.matcher(line);
        if (!field.matches() || line.chars().anyMatch(PolicyParser::isControl)) {
            throw invalid("line '" + line + "' is not a key and a value");
        }
        lines.add(line.strip());
        if (field.group(1).equals("mx")) {
            hosts.add(host(field.group(2)));
        } else {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
    }

    private static boolean isControl(int c) {
        return (Character.isISOControl(c) && c != '\t') || c == 0x2028 || c == 0x2029;
    }

    private static String host(String written) throws PolicyFailure {
        var host = written.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw invalid("mx '" + written + "' is neither a host nor a wildcard");
        }
        return host;
    }

    private StsPolicy policy() throws PolicyFailure {
        var version = required("version");
        if (!version.equals("STSv1")) {
            throw invalid("version '" + version + "' is not STSv1");
        }
        var mode =
                switch (required("mode")) {
                    case "enforce" -> Mode.ENFORCE;
                    case "testing" -> Mode.TESTING;
                    case "none" -> Mode.NONE;
                    case String other -> throw invalid("mode '" + other + "' is unknown");
                };
        var age = required("max_age");
        if (!SECONDS.matcher(age).matches()) {
            throw invalid("max_age '" + age + "' is not a number of seconds");
        }
        if (hosts.isEmpty() && mode != Mode.NONE) {
            throw invalid("it lacks 'mx'");
        }
        return new StsPolicy(mode, Duration.ofSeconds(Long.parseLong(age)), hosts, lines);
    }

    private String required(String name) throws PolicyFailure {
        var value = fields.get(name);
        if (value == null) {
            throw invalid("it lacks '" + name + "'");
        }
        return value;
    }

    private static PolicyFailure invalid(String why) {
        return new PolicyFailure(Result.STS_POLICY_INVALID, "the policy is not valid: " + why);
    }
}
