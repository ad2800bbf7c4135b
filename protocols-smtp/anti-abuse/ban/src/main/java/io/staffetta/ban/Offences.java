package io.staffetta.ban;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.state.StateEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a client has done since its window began, and how often it was banned.
///
/// @param since when the window began
/// @param faults since then
/// @param bans so far
record Offences(Instant since, Tally faults, int bans) {

    static Offences none(Instant now) {
        return new Offences(now, Tally.NONE, 0);
    }

    /// What is remembered; what cannot be read is forgotten.
    static Offences of(Optional<StateEntry> entry, Instant now) {
        return entry.flatMap(Offences::parse).orElseGet(() -> none(now));
    }

    /// With more faults; those of an older window no longer count.
    Offences plus(Tally more, Instant now, Duration window) {
        return now.isAfter(since.plus(window))
                ? new Offences(now, more, bans)
                : new Offences(since, faults.plus(more), bans);
    }

    /// After a ban.
    Offences banned(Instant now) {
        return new Offences(now, Tally.NONE, bans + 1);
    }

    /// Which limit the faults have reached, if any, in words.
    Optional<String> excess(BanSettings settings) {
        record Kind(int count, Optional<Integer> limit, String words) {
            boolean isReached() {
                return limit.filter(most -> most > 0 && count >= most).isPresent();
            }
        }
        return List.of(
                        new Kind(faults.failedLogins(), settings.failedLogins(), "failed logins"),
                        new Kind(
                                faults.unknownRecipients(),
                                settings.unknownRecipients(),
                                "unknown recipients"),
                        new Kind(
                                faults.relayAttempts(),
                                settings.relayAttempts(),
                                "attempts to relay"),
                        new Kind(
                                faults.protocolErrors(),
                                settings.protocolErrors(),
                                "protocol errors"))
                .stream()
                .filter(Kind::isReached)
                .map(kind -> kind.count() + " " + kind.words())
                .findFirst();
    }

    /// How long the next ban takes: twice as long as the one before.
    Duration banTime(BanSettings settings) {
        var time = settings.time();
        for (int i = 0; i < bans && time.compareTo(settings.maxTime()) < 0; i++) {
            time = time.multipliedBy(2);
        }
        return time.compareTo(settings.maxTime()) < 0 ? time : settings.maxTime();
    }

    byte[] encode() {
        return "%d %d %d %d %d %d"
                .formatted(
                        since.toEpochMilli(),
                        bans,
                        faults.failedLogins(),
                        faults.unknownRecipients(),
                        faults.relayAttempts(),
                        faults.protocolErrors())
                .getBytes(US_ASCII);
    }

    private static Optional<Offences> parse(StateEntry entry) {
        try {
            var numbers =
                    Arrays.stream(new String(entry.value(), US_ASCII).split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray();
            return numbers.length == 6
                    ? Optional.of(
                            new Offences(
                                    Instant.ofEpochMilli(numbers[0]),
                                    new Tally(
                                            Math.toIntExact(numbers[2]),
                                            Math.toIntExact(numbers[3]),
                                            Math.toIntExact(numbers[4]),
                                            Math.toIntExact(numbers[5]),
                                            0),
                                    Math.toIntExact(numbers[1])))
                    : Optional.empty();
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
