package io.staffetta.kernel;

import io.staffetta.kernel.net.ConnectionHandler;
import io.staffetta.kernel.session.SessionServices;

/// Gives each connection a lease of the present generation.
final class Sessions implements ConnectionHandler {

    private final CurrentGeneration current;
    private final SessionServices services;

    Sessions(CurrentGeneration current, SessionServices services) {
        this.current = current;
        this.services = services;
    }

    @Override
    public Lease lease(String listener) {
        var leased = current.lease();
        if (leased.isEmpty()) {
            return new ClosedSession();
        }
        var generation = leased.get();
        Lease lease = null;
        try {
            lease =
                    generation
                            .service(listener)
                            .map(service -> new SessionLease(generation, service, services))
                            .orElse(null);
            return lease == null ? new ClosedSession() : lease;
        } finally {
            if (lease == null) {
                generation.leases().release();
            }
        }
    }
}
