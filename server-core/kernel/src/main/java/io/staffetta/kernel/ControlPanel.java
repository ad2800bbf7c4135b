package io.staffetta.kernel;

import io.staffetta.kernel.admin.BanAdministration;
import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.admin.Explanation;
import io.staffetta.kernel.admin.LoginAdministration;
import io.staffetta.kernel.admin.PluginInfo;
import io.staffetta.kernel.admin.ReloadResult;
import io.staffetta.kernel.admin.ServerControl;
import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.records.DomainRecords;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.tls.Certificates;

import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The server as its administration sees it.
///
/// @param parts the server
/// @param started when it started
/// @param reload reads everything again
record ControlPanel(ServerParts parts, Instant started, Supplier<ReloadResult> reload)
        implements ServerControl {

    @Override
    public Server facts() {
        return parts.foundation().facts(parts.plan().config());
    }

    @Override
    public Map<String, SocketAddress> listeners() {
        return parts.network()
                .map(network -> network.listeners().boundAddresses())
                .orElseGet(Map::of);
    }

    @Override
    public int connections() {
        return parts.network().map(network -> network.listeners().connections()).orElse(0);
    }

    @Override
    public boolean isStopping() {
        return parts.network().map(network -> network.listeners().isDraining()).orElse(false);
    }

    @Override
    public List<X509Certificate> certificates() {
        return parts.foundation()
                .current()
                .peek()
                .flatMap(Generation::certificates)
                .map(Certificates::current)
                .orElseGet(List::of);
    }

    @Override
    public CertificateExpiry certificateExpiry() {
        return parts.plan().config().tls().expiry();
    }

    @Override
    public List<Domain> configuredDomains() {
        return parts.plan().config().domains();
    }

    @Override
    public Optional<AccountAdministration> accountAdministration() {
        return parts.foundation().stores().get().stream()
                .filter(AccountAdministration.class::isInstance)
                .map(AccountAdministration.class::cast)
                .findFirst();
    }

    @Override
    public LoginAdministration logins() {
        var network = parts.network().orElseThrow(() -> notRunning());
        return new LoginPanel(network.services().logins(), parts.plan().config().limits());
    }

    @Override
    public BanAdministration bans() {
        return parts.network()
                .map(_ -> new BanPanel(parts.foundation().bans()))
                .orElseThrow(() -> notRunning());
    }

    @Override
    public DkimKeys dkimKeys() {
        return parts.foundation().dkimKeys();
    }

    @Override
    public DomainRecords domainRecords() {
        var config = parts.plan().config();
        return new DomainRecords(
                dkimKeys(),
                new PublicHost(config, parts.foundation().current().peek()).facts(),
                parts.foundation().freshDns(config));
    }

    @Override
    public MailQueue queue() {
        return parts.foundation().queue().get();
    }

    @Override
    public Spool spool() {
        return parts.foundation().spool().get();
    }

    @Override
    public List<PluginInfo> pluginInfos() {
        return PluginUse.of(parts.plan());
    }

    @Override
    public ReloadResult reloadNow() {
        return reload.get();
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        var network = parts.network().orElseThrow(() -> notRunning());
        var generation =
                parts.foundation()
                        .current()
                        .lease()
                        .orElseThrow(() -> new IllegalStateException("the server stops"));
        try {
            return new Explainer(network, generation).explain(request);
        } finally {
            generation.leases().release();
        }
    }

    private static IllegalStateException notRunning() {
        return new IllegalStateException("the server is not running; start it first");
    }
}
