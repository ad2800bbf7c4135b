package io.staffetta.greylist;

import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Remembers triplets: first those that wait, then those that passed.
final class Triplets {

    private static final int WAITS = 0;
    private static final int PASSED = 1;

    /// What a triplet is now.
    ///
    /// @param entry what is to be remembered; the one that was, if nothing changed
    private record Step(StateEntry entry, Judgement judgement) {}

    private final GreylistSettings settings;
    private final StateStore state;

    Triplets(GreylistSettings settings, StateStore state) {
        this.settings = settings;
        this.state = state;
    }

    /// @param rehearsal whether to remember nothing
    Judgement judge(String key, Instant now, boolean rehearsal) {
        if (rehearsal) {
            return step(key, table().get(key), now).judgement();
        }
        // The change may be tried more than once: the last try counts.
        var last = new Judgement[1];
        table().update(
                        key,
                        before -> {
                            var step = step(key, before, now);
                            last[0] = step.judgement();
                            return Optional.of(step.entry());
                        });
        return last[0];
    }

    private Step step(String key, Optional<StateEntry> before, Instant now) {
        var seen = before.flatMap(Seen::of);
        if (before.isEmpty() || seen.isEmpty()) {
            var entry = new Seen(WAITS, now).until(key, now.plus(settings.retryWindow()));
            return new Step(entry, delayed("first attempt", settings.delay()));
        }
        if (seen.get().count() != WAITS) {
            var entry =
                    isFresh(before.get(), now)
                            ? before.get()
                            : seen.get().until(key, now.plus(settings.lifetime()));
            return new Step(entry, new Judgement("known", "", Duration.ZERO));
        }
        var waited = Duration.between(seen.get().when(), now);
        if (waited.isNegative()) {
            // The clock was set back: nobody is to wait until it is again as late as it was.
            var entry = new Seen(WAITS, now).until(key, now.plus(settings.retryWindow()));
            return new Step(entry, delayed("clock was set back", settings.delay()));
        }
        if (waited.compareTo(settings.delay()) < 0) {
            return new Step(before.get(), delayed("too early", settings.delay().minus(waited)));
        }
        return new Step(
                new Seen(PASSED, now).until(key, now.plus(settings.lifetime())),
                new Judgement("passed", "after %d s".formatted(waited.toSeconds()), Duration.ZERO));
    }

    /// Written anew only now and then, so that most messages cost no change.
    private boolean isFresh(StateEntry entry, Instant now) {
        var lifetime = settings.lifetime();
        return entry.expires().isAfter(now.plus(lifetime).minus(lifetime.dividedBy(20)));
    }

    private static Judgement delayed(String detail, Duration wait) {
        return new Judgement("delayed", detail, wait);
    }

    private StateTable table() {
        return state.table("greylist-triplets", settings.maxEntries());
    }
}
