package io.staffetta.kernel;

import io.staffetta.kernel.session.OutboundPolicies;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/// All observers of outbound TLS; they learn nothing of what is only explained. What one throws is
/// logged and keeps nothing from the next.
record TlsObservers(Late<List<TlsObserver>> observers) implements TlsObserver {

    private static final Logger log = LoggerFactory.getLogger(TlsObservers.class);

    @Override
    public void observed(TlsOutcome outcome) {
        if (OutboundPolicies.isRehearsal()) {
            return;
        }
        for (var observer : observers.get()) {
            try {
                observer.observed(outcome);
            } catch (RuntimeException | LinkageError e) {
                log.atWarn()
                        .addKeyValue("observer", observer.getClass().getName())
                        .setCause(e)
                        .log("an observer of outbound TLS failed");
            }
        }
    }
}
