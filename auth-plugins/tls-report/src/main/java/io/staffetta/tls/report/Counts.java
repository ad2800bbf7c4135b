package io.staffetta.tls.report;

import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.tls.report.ReportFile.Policy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was counted and is not written yet. Not for several threads.
final class Counts {

    /// Policies of one domain and day that are told apart. They change rarely, but whoever
    /// publishes them may do as he likes.
    private static final int MAX_POLICIES = 20;

    private final TlsReportSettings settings;
    private final Map<Place, Map<Policy, Tally>> places = new LinkedHashMap<>();
    private final Map<LocalDate, Long> omitted = new LinkedHashMap<>();

    /// Where something belongs.
    ///
    /// @param day in UTC
    /// @param domain of the policy
    record Place(LocalDate day, String domain) {}

    Counts(TlsReportSettings settings) {
        this.settings = settings;
    }

    void add(LocalDate day, TlsOutcome outcome) {
        var policy = policy(outcome);
        var tally = new Tally(settings.maxDetails());
        if (outcome.result() == Result.SUCCESS) {
            tally.succeeded();
        } else {
            tally.failed(Failure.of(outcome), outcome.detail());
        }
        add(new Place(day, policy.domain()), Map.of(policy, tally));
    }

    /// Adds what was counted elsewhere.
    void add(Place place, Map<Policy, Tally> policies) {
        if (!places.containsKey(place) && places.size() >= settings.maxDomains()) {
            omit(place.day(), Tally.sessions(policies.values()));
            return;
        }
        var ours = places.computeIfAbsent(place, _ -> new LinkedHashMap<>());
        policies.forEach((policy, tally) -> tally(ours, policy, settings).add(tally));
    }

    void omit(LocalDate day, long sessions) {
        omitted.merge(day, sessions, Long::sum);
    }

    Map<Place, Map<Policy, Tally>> places() {
        return places;
    }

    /// Sessions that found no place, by day.
    Map<LocalDate, Long> omitted() {
        return omitted;
    }

    /// The tally of a policy. If there are too many, the last one stands for all further ones.
    static Tally tally(Map<Policy, Tally> policies, Policy policy, TlsReportSettings settings) {
        var known = policies.get(policy);
        if (known != null) {
            return known;
        }
        if (policies.size() >= MAX_POLICIES) {
            return List.copyOf(policies.values()).getLast();
        }
        var tally = new Tally(settings.maxDetails());
        policies.put(policy, tally);
        return tally;
    }

    private static Policy policy(TlsOutcome outcome) {
        var published = outcome.published();
        return published == null
                ? new Policy(
                        "no-policy-found", List.of(), outcome.nextHop().destination(), List.of())
                : new Policy(
                        type(published.type()),
                        published.lines(),
                        published.domain(),
                        published.hosts());
    }

    private static String type(PublishedTls.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
