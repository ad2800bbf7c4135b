package io.staffetta.helo;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.Domain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks what is wrong with a greeting.
///
/// @param directory knows our domains
/// @param lookup asks the DNS; empty if nobody may
record Examination(Directory directory, Optional<NameLookup> lookup) {

    private static final Logger log = LoggerFactory.getLogger(Examination.class);

    /// @param problems what is wrong, the worst first
    /// @param unsure whether there may be more
    record Result(List<Problem> problems, boolean unsure) {

        Result {
            problems = List.copyOf(problems);
        }
    }

    Result examine(String given, InetAddress client, Session session) {
        var problems = new ArrayList<Problem>();
        boolean unsure = false;
        switch (GivenName.of(given)) {
            case GivenName.Malformed _ -> problems.add(Problem.SYNTAX);
            case GivenName.Bare _ -> problems.add(Problem.BARE_ADDRESS);
            case GivenName.Unqualified _ -> problems.add(Problem.UNQUALIFIED);
            case GivenName.Literal(var address) ->
                    literal(address, client, session).ifPresent(problems::add);
            case GivenName.Qualified(var name) -> {
                var ours = isOurs(name, client, session);
                if (ours.orElse(false)) {
                    problems.add(Problem.OURS);
                }
                var found = lookup.map(dns -> dns.of(name, client));
                found.flatMap(NameLookup.Result::problem).ifPresent(problems::add);
                unsure = ours.isEmpty() || found.filter(NameLookup.Result::unsure).isPresent();
            }
        }
        if (session.greeting()
                .filter(before -> !before.name().equalsIgnoreCase(given))
                .isPresent()) {
            problems.add(Problem.CHANGED);
        }
        return new Result(problems, unsure);
    }

    private static Optional<Problem> literal(
            InetAddress address, InetAddress client, Session session) {
        if (address.equals(client)) {
            return Optional.empty();
        }
        boolean ours =
                session.local() instanceof InetSocketAddress local
                        && address.equals(local.getAddress());
        return Optional.of(ours ? Problem.OURS : Problem.OTHER_LITERAL);
    }

    /// Whoever talks to us over the loopback interface may well bear our name.
    ///
    /// @return empty if nobody knows
    private Optional<Boolean> isOurs(String name, InetAddress client, Session session) {
        if (client.isLoopbackAddress()) {
            return Optional.of(false);
        }
        if (name.equalsIgnoreCase(session.hostname())) {
            return Optional.of(true);
        }
        try {
            return Optional.of(directory.isLocal(new Domain(name)));
        } catch (IllegalArgumentException e) {
            return Optional.of(false); // An underscore: no domain of mail.
        } catch (UncheckedIOException e) {
            log.atWarn().addKeyValue("problem", e.getMessage()).log("cannot tell our domains");
            return Optional.empty();
        }
    }
}
