package io.staffetta.helo;

import io.staffetta.spi.dns.Dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// Asks the DNS for the name a client gave.
///
/// @param time for all questions
record NameLookup(Dns dns, Duration time) {

    /// @param problem with the name
    /// @param unsure whether nobody knows
    record Result(Optional<Problem> problem, boolean unsure) {

        private static final Result FINE = new Result(Optional.empty(), false);
        private static final Result UNSURE = new Result(Optional.empty(), true);

        private static Result of(Problem problem) {
            return new Result(Optional.of(problem), false);
        }
    }

    Result of(String name, InetAddress client) {
        var asking = dns.within(time);
        boolean v4 = client instanceof Inet4Address;
        var same = v4 ? asking.ipv4(name) : asking.ipv6(name);
        if (same.values().contains(client)) {
            return Result.FINE;
        }
        if (same.isFailed()) {
            return Result.UNSURE;
        }
        if (!same.values().isEmpty()) {
            return Result.of(Problem.MISMATCH);
        }
        var other = v4 ? asking.ipv6(name) : asking.ipv4(name);
        if (!other.values().isEmpty()) {
            return Result.of(Problem.MISMATCH);
        }
        var exchangers = asking.exchangers(name);
        if (!exchangers.values().isEmpty()) {
            return Result.of(Problem.MISMATCH);
        }
        return other.isFailed() || exchangers.isFailed()
                ? Result.UNSURE
                : Result.of(Problem.UNKNOWN);
    }
}
