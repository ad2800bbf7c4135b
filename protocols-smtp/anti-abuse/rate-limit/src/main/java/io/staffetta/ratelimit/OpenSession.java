package io.staffetta.ratelimit;

import java.util.ArrayList;
import java.util.List;

/// What one session holds and has cost so far.
final class OpenSession {

    /// One of the sessions a name has.
    ///
    /// @param ofTransaction whether it ends with the transaction
    private record Held(Leases leases, String name, boolean ofTransaction) {}

    private final List<Held> held = new ArrayList<>();
    private int failedRecipients;
    private boolean ended;

    /// Whether the name has room for this session, or has it already. One that has ended meanwhile
    /// takes no room: nobody would give it back.
    synchronized boolean acquire(Leases leases, String name, int atMost, boolean ofTransaction) {
        var wanted = new Held(leases, name, ofTransaction);
        if (ended || held.contains(wanted)) {
            return true;
        }
        boolean acquired = leases.acquire(name, atMost);
        if (acquired) {
            held.add(wanted);
        }
        return acquired;
    }

    synchronized void endTransaction() {
        held.removeIf(one -> {
            if (one.ofTransaction()) {
                one.leases().release(one.name());
            }
            return one.ofTransaction();
        });
    }

    synchronized void end() {
        ended = true;
        held.forEach(one -> one.leases().release(one.name()));
        held.clear();
    }

    /// How many failed since this was asked last.
    synchronized int newlyFailed(int failed) {
        int more = Math.max(failed - failedRecipients, 0);
        failedRecipients = Math.max(failed, failedRecipients);
        return more;
    }
}
