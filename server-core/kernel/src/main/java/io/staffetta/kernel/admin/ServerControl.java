package io.staffetta.kernel.admin;

import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.records.DomainRecords;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;

import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The server as its administration sees it. Asked anew for each operation, for a reload may
/// replace what it answers. Used by many threads.
public interface ServerControl {

    /// Name, version and folders.
    Server facts();

    /// When it started.
    Instant started();

    /// The address of each open listener by its name, in the order of the configuration.
    Map<String, SocketAddress> listeners();

    /// How many connections are open.
    int connections();

    /// Whether it is about to stop.
    boolean isStopping();

    /// The certificates in use, server certificates only; empty if there are none.
    List<X509Certificate> certificates();

    /// What is said of certificates that expire.
    CertificateExpiry certificateExpiry();

    /// Local domains of the configuration file.
    List<Domain> configuredDomains();

    /// The first account store that can be edited.
    Optional<AccountAdministration> accountAdministration();

    /// Failed logins.
    ///
    /// @throws IllegalStateException with one line if no clients are served
    LoginAdministration logins();

    /// Bans.
    ///
    /// @throws IllegalStateException with one line if no clients are served
    BanAdministration bans();

    /// The keys that mail is signed with.
    DkimKeys dkimKeys();

    /// Compares what domains have to publish with what the DNS says now, not some time ago.
    DomainRecords domainRecords();

    /// The queue.
    MailQueue queue();

    /// The spool.
    Spool spool();

    /// The plugins in force, by id.
    List<PluginInfo> pluginInfos();

    /// Reads configuration and plugins again.
    ///
    /// @throws IllegalStateException with one line if that cannot be done now
    ReloadResult reloadNow();

    /// Says what would happen to a message, without sending anything. Blocks while hooks, policies
    /// and transports are asked, each with its deadline.
    ///
    /// @throws IllegalArgumentException with one line if the request makes no sense
    /// @throws IllegalStateException with one line if that cannot be told now
    Explanation explain(ExplainRequest request);
}
