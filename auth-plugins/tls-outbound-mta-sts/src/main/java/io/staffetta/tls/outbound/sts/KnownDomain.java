package io.staffetta.tls.outbound.sts;

import java.util.concurrent.locks.ReentrantLock;

/// A domain that mail was sent to.
final class KnownDomain {

    private final ReentrantLock asking = new ReentrantLock();
    private volatile Knowledge knowledge;

    KnownDomain(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /// Held by whoever finds out more.
    ReentrantLock asking() {
        return asking;
    }

    Knowledge knowledge() {
        return knowledge;
    }

    /// With [#asking()] held.
    void learn(Knowledge learnt) {
        knowledge = learnt;
    }

    int weight() {
        return knowledge.policy().map(CachedPolicy::weight).orElse(1);
    }
}
