package io.staffetta.kernel.config;

import io.staffetta.spi.Network;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads single values. Every reader throws [IllegalArgumentException] with what the text is not,
/// such as `is not a whole number`: the caller says which text, since it may be a secret.
final class Text {

    private static final Pattern SIZE = Pattern.compile("([+-]?\\d{1,19})(?:([KMGT])(?:i?B)?)?");
    private static final Pattern DURATION = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h|d))+");
    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern FOUR_PARTS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final String NOT_A_DURATION =
            "is not a duration: write it like 500ms, 30s, 5m, 1h30m or 2d";

    private static final Map<Class<?>, Function<String, Object>> READERS =
            Map.ofEntries(
                    Map.entry(String.class, text -> text),
                    Map.entry(Secret.class, Secret::of),
                    Map.entry(boolean.class, Text::bool),
                    Map.entry(Boolean.class, Text::bool),
                    Map.entry(int.class, Text::integer),
                    Map.entry(Integer.class, Text::integer),
                    Map.entry(long.class, Text::size),
                    Map.entry(Long.class, Text::size),
                    Map.entry(double.class, Text::number),
                    Map.entry(Double.class, Text::number),
                    Map.entry(Duration.class, Text::duration),
                    Map.entry(Path.class, text -> attempt(text, Path::of, "is not a path")),
                    Map.entry(URI.class, text -> attempt(text, URI::create, "is not a URI")),
                    Map.entry(
                            Domain.class, text -> attempt(text, Domain::parse, "is not a domain")),
                    Map.entry(
                            Mailbox.class,
                            text -> attempt(text, Mailbox::parse, "is not a mail address")),
                    Map.entry(
                            InetAddress.class,
                            text -> attempt(text, Text::address, "is not an IP address")),
                    Map.entry(Network.class, Network::parse),
                    Map.entry(
                            Pattern.class,
                            text -> attempt(text, Pattern::compile, "is not a pattern")));

    private Text() {}

    /// Whether a type is written as one text.
    static boolean isSingle(Class<?> type) {
        return type.isEnum() || READERS.containsKey(type);
    }

    /// Reads a value of a type that [#isSingle].
    static Object read(String text, Class<?> type) {
        if (type.isEnum()) {
            return constant(text, type);
        }
        var reader = READERS.get(type);
        if (reader == null) {
            throw new IllegalStateException("no reader for " + type);
        }
        return reader.apply(text);
    }

    static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    /// A whole number, also with `K`, `M`, `G` or `T` for powers of 1024.
    static long size(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("is not a whole number");
        }
        int shift = match.group(2) == null ? 0 : 10 * (1 + "KMGT".indexOf(match.group(2)));
        var value = new BigInteger(match.group(1)).shiftLeft(shift);
        if (value.bitLength() > 63) {
            throw new IllegalArgumentException("is too large");
        }
        return value.longValue();
    }

    static int integer(String text) {
        long value = size(text);
        if (value != (int) value) {
            throw new IllegalArgumentException("is too large");
        }
        return (int) value;
    }

    static Duration duration(String text) {
        if (DURATION.matcher(text).matches()) {
            var sum = Duration.ZERO;
            var parts = DURATION_PART.matcher(text);
            while (parts.find()) {
                sum = sum.plus(duration(Long.parseLong(parts.group(1)), parts.group(2)));
            }
            return sum;
        }
        var iso = text.startsWith("P") ? text : "-";
        var duration = (Duration) attempt(iso, Duration::parse, NOT_A_DURATION);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(NOT_A_DURATION);
        }
        return duration;
    }

    /// An IP address; nothing is looked up, and short forms such as `10.1` are refused.
    static InetAddress address(String text) {
        if (text.indexOf(':') < 0 && !FOUR_PARTS.matcher(text).matches()) {
            throw new IllegalArgumentException("is not an IP address");
        }
        return InetAddress.ofLiteral(text);
    }

    /// Items of a list in one text: between blanks or commas.
    static List<String> items(String text) {
        return Arrays.stream(text.split("[\\s,]+")).filter(item -> !item.isEmpty()).toList();
    }

    static <E extends Enum<E>> E constantOf(String text, Class<E> type) {
        return type.cast(constant(text, type));
    }

    private static Object constant(String text, Class<?> type) {
        var constants = type.getEnumConstants();
        var names = Arrays.stream(constants).map(c -> Kebab.ofConstant((Enum<?>) c)).toList();
        int index = names.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "is not known here" + DidYouMean.hint(text.toLowerCase(Locale.ROOT), names));
        }
        return constants[index];
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static double number(String text) {
        var value = (Double) attempt(text, Double::valueOf, "is not a number");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("is not a number");
        }
        return value;
    }

    private static Object attempt(String text, Function<String, Object> reader, String otherwise) {
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(otherwise, e);
        }
    }
}
