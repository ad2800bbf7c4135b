package io.staffetta.relay;

import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.relay.RelayPolicy;

import jakarta.inject.Inject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.util.List;

/// Permits what clients of the configured networks send.
public final class NetworksPolicy implements RelayPolicy {

    private static final Logger log = LoggerFactory.getLogger(NetworksPolicy.class);

    private final List<Network> networks;
    private final boolean unixSockets;

    @Inject
    public NetworksPolicy(NetworksSettings settings) {
        networks = settings.parsed();
        unixSockets = settings.unixSockets();
    }

    @Override
    public void start() {
        networks.stream()
                .filter(Network::isEverything)
                .forEach(network ->
                        log.atWarn()
                                .addKeyValue("network", network)
                                .log("relaying is permitted to the whole Internet"));
    }

    @Override
    public boolean permits(Mailbox recipient, Transaction transaction) {
        return transaction.session().clientIp().map(this::contains).orElse(unixSockets);
    }

    private boolean contains(InetAddress client) {
        return networks.stream().anyMatch(network -> network.contains(client));
    }
}
