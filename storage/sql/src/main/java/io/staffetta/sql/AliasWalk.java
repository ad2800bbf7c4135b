package io.staffetta.sql;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Mailbox;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/// One walk along aliases. Each mailbox is visited once, so circles end; used by one thread.
final class AliasWalk {

    /// How often stores have asked each other on the way here.
    private static final ScopedValue<Integer> STORES_ASKED = ScopedValue.newInstance();

    private static final int MAX_STORES_ASKED = 4;

    private final Function<Mailbox, Entry> entries;
    private final Directory all;
    private final int maxAliases;
    private final Set<Mailbox> visited = new HashSet<>();
    private final Set<Mailbox> ends = new LinkedHashSet<>();

    AliasWalk(Function<Mailbox, Entry> entries, Directory all, int maxAliases) {
        this.entries = entries;
        this.all = all;
        this.maxAliases = maxAliases;
    }

    Resolution from(Mailbox start) {
        visited.add(Address.fold(start));
        follow(start, entries.apply(start));
        return ends.isEmpty()
                ? new Resolution.Unknown()
                : new Resolution.Deliver(ends.stream().toList());
    }

    private void follow(Mailbox mailbox, Entry entry) {
        switch (entry) {
            case Entry.Own(var primary) -> ends.add(primary);
            case Entry.Alias(var targets) -> targets.forEach(target -> visit(mailbox, target));
            case Entry.None() -> {}
        }
    }

    private void visit(Mailbox source, Mailbox target) {
        if (!all.isLocal(target.domain())) {
            ends.add(target);
            checkSize(source);
            return;
        }
        if (visited.add(Address.fold(target))) {
            checkSize(source);
            var entry = entries.apply(target);
            if (entry instanceof Entry.None) {
                askOtherStores(target);
            } else {
                follow(target, entry);
            }
        }
    }

    // The union asks this store too, which knows nothing of the mailbox; it may come back here by
    // an alias of another store that leads to one of ours.
    private void askOtherStores(Mailbox mailbox) {
        int asked = STORES_ASKED.orElse(0);
        if (asked < MAX_STORES_ASKED
                && ScopedValue.where(STORES_ASKED, asked + 1).call(() -> all.resolve(mailbox))
                        instanceof Resolution.Deliver(var targets)) {
            ends.addAll(targets);
        }
    }

    private void checkSize(Mailbox source) {
        if (visited.size() + ends.size() > maxAliases + 1) {
            throw DatabaseFault.unavailable(
                    "alias %s leads to more than %d mailboxes".formatted(source, maxAliases));
        }
    }
}
