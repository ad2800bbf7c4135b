package io.staffetta.distribution.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.regex.Pattern;

/// Reads an age as durations are written in the configuration: `90s`, `30m`, `1h30m`, `5d`.
final class Age implements ITypeConverter<Duration> {

    private static final Pattern AGE = Pattern.compile("(?:\\d{1,5}[smhd])+");
    private static final Pattern PART = Pattern.compile("(\\d{1,5})([smhd])");

    @Override
    public Duration convert(String text) {
        if (text.length() > 50 || !AGE.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'%s' is no age; write it like 90s, 30m, 1h30m or 5d"
                            .formatted(Printable.line(text)));
        }
        return PART.matcher(text)
                .results()
                .map(part -> duration(Long.parseLong(part.group(1)), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
