package io.staffetta.dnsbl;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What lists say of somebody.
///
/// @param listings who is listed where
/// @param failed names of the lists that could not tell
record Score(List<Listing> listings, List<String> failed) {

    static final Score NONE = new Score(List.of(), List.of());

    Score {
        listings = List.copyOf(listings);
        failed = List.copyOf(failed);
    }

    int points() {
        return listings.stream().mapToInt(Listing::weight).sum();
    }

    Score plus(Score other) {
        return new Score(
                Stream.concat(listings.stream(), other.listings.stream()).toList(),
                Stream.concat(failed.stream(), other.failed.stream()).toList());
    }

    /// What speaks most against the client.
    Optional<Listing> worst() {
        return bad().max(Comparator.comparingInt(Listing::weight));
    }

    /// What speaks against it.
    Stream<Listing> bad() {
        return listings.stream().filter(listing -> listing.trust().isEmpty());
    }

    /// What speaks for it.
    Stream<Listing> good() {
        return listings.stream().filter(listing -> listing.trust().isPresent());
    }

    /// On one line.
    String detail() {
        var shown =
                Stream.concat(
                                listings.stream().map(Listing::toString),
                                failed.stream().map(name -> "no answer from " + name))
                        .collect(Collectors.joining("; "));
        return listings.isEmpty() ? shown : shown + "; score " + points();
    }
}
