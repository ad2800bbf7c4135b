package io.staffetta.dnsbl;

import io.staffetta.spi.mail.Domain;

import java.util.List;
import java.util.Optional;

/// One list; element `<list>`.
///
/// @param zone where it is asked, such as `zen.spamhaus.org`; required. It is kept out of logs and
///   replies if there is a `name`, for zones of customers hold their key
/// @param name what logs, replies and metrics call it; the zone by default
/// @param of what is looked up; the client's address by default
/// @param codes the return codes that count, see [CodeFilter]; by default all of 127.0.0.0/8 but
///   127.0.0.1
/// @param weight what a listing adds, negative for lists of the good; 1 by default
/// @param trust how much the list trusts whom it lists, which makes it one of the good; by default
///   the last octet of the code tells if the weight is negative (RFC 8904)
public record ListSettings(
        Domain zone,
        Optional<String> name,
        Subject of,
        List<String> codes,
        Optional<Integer> weight,
        Optional<Trust> trust) {

    private static final int HEAVIEST = 1000;

    /// What a list knows.
    public enum Subject {
        /// Addresses of clients.
        ADDRESS("Client host"),
        /// Domains that clients greet with.
        HELO("HELO name"),
        /// Domains of reverse-paths.
        SENDER("Sender domain"),
        /// Names of clients, confirmed by the hook `fcrdns`.
        REVERSE_NAME("Client name");

        private final String title;

        Subject(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /// How much a list trusts whom it lists.
    public enum Trust {
        /// Not at all.
        NONE,
        /// A little.
        LOW,
        /// Spam is rare.
        MED,
        /// No spam.
        HI
    }

    public ListSettings {
        if (zone == null || zone.isLiteral()) {
            throw new IllegalArgumentException("zone must name where the list is asked");
        }
        var otherwise = zone.name();
        name = name.or(() -> Optional.of(otherwise));
        of = of == null ? Subject.ADDRESS : of;
        codes = List.copyOf(codes);
        codes.forEach(CodeFilter::parse);
        weight = weight.or(() -> Optional.of(1));
        if (Math.abs((long) weight.get()) > HEAVIEST) {
            throw new IllegalArgumentException("weight must lie between -1000 and 1000");
        }
    }
}
