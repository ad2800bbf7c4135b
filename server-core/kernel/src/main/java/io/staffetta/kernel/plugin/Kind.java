package io.staffetta.kernel.plugin;

import io.staffetta.spi.Component;
import io.staffetta.spi.Service;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.relay.RelayPolicy;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.tls.Certificates;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsProvider;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of components that plugins offer.
public enum Kind {
    PROTOCOL(Protocol.class, "protocol"),
    HOOK(Hook.class, "hook"),
    MECHANISM(SaslMechanism.class, "mechanism"),
    ACCOUNTS(Accounts.class, "accounts"),
    TLS_POLICY(TlsPolicy.class, "tls"),
    OUTBOUND_TLS(OutboundTlsPolicy.class, "outbound"),
    CERTIFICATES(Certificates.class, "certificates"),
    PERMIT(RelayPolicy.class, "permit"),
    TRANSPORT(Transport.class, "transport"),
    SPOOL(Spool.class, "spool"),
    QUEUE(MailQueue.class, "queue"),
    TLS_OBSERVER(TlsObserver.class, "observer"),
    TLS_PROVIDER(TlsProvider.class, "provider"),
    STATE_STORE(StateStore.class, "state"),
    SERVICE(Service.class, "service");

    private final Class<? extends Component> type;
    private final String word;

    Kind(Class<? extends Component> type, String word) {
        this.type = type;
        this.word = word;
    }

    /// The interface of the SPI.
    public Class<? extends Component> type() {
        return type;
    }

    /// What operators call it; as in the configuration.
    public String word() {
        return word;
    }

    /// Whether components of the kind are created once and survive reloads.
    public boolean isResident() {
        return switch (this) {
            case SPOOL, QUEUE, ACCOUNTS, STATE_STORE, TLS_OBSERVER, TLS_PROVIDER, SERVICE -> true;
            case PROTOCOL,
                    HOOK,
                    MECHANISM,
                    TLS_POLICY,
                    OUTBOUND_TLS,
                    CERTIFICATES,
                    PERMIT,
                    TRANSPORT ->
                    false;
        };
    }

    static Optional<Kind> of(Class<?> type) {
        return Arrays.stream(values()).filter(kind -> kind.type == type).findFirst();
    }
}
