package io.staffetta.kernel;

import io.staffetta.kernel.admin.AdminServer;
import io.staffetta.kernel.admin.Administration;
import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.admin.Explanation;
import io.staffetta.kernel.admin.LocalAdministration;
import io.staffetta.kernel.admin.PluginInfo;
import io.staffetta.kernel.admin.ReloadResult;
import io.staffetta.kernel.admin.ServerControl;
import io.staffetta.kernel.config.Problem;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A running server. Signals, console and exit codes are the business of whoever starts it.
public final class Staffetta implements AutoCloseable {

    private final ServerParts parts;
    private final ServerControl control;
    private final Optional<AdminServer> admin;
    private final ReentrantLock changing = new ReentrantLock();
    private boolean stopped;

    private Staffetta(ServerParts parts) throws StartupException {
        this.parts = parts;
        this.control =
                new ControlPanel(
                        parts, parts.foundation().options().clock().instant(), this::reload);
        this.admin = AdminStart.start(parts, control);
    }

    /// Starts a server: configuration and plugins are checked as a whole, then the spool and the
    /// stores are opened, then everything else, and the listeners last.
    ///
    /// @throws StartupException if it cannot start; nothing runs then
    public static Staffetta start(StaffettaOptions options) throws StartupException {
        return new Staffetta(ServerStart.start(options));
    }

    /// Checks configuration and plugins, and constructs every component without starting it.
    ///
    /// @throws StartupException with every problem
    public static CheckReport check(StaffettaOptions options) throws StartupException {
        return Check.run(options);
    }

    /// Reads configuration and plugins again and puts them into force. Sessions that run keep what
    /// they began with. If anything is wrong nothing changes; what needs a restart stays as it is
    /// and the rest is applied.
    ///
    /// @throws IllegalStateException if another reload or a stop is under way
    public ReloadResult reload() {
        if (!changing.tryLock()) {
            throw new IllegalStateException("another reload or a stop is under way");
        }
        try {
            if (stopped) {
                throw new IllegalStateException("the server is stopped");
            }
            return new Reloader(parts).reload();
        } finally {
            changing.unlock();
        }
    }

    /// Stops gracefully: nothing new is accepted, idle clients get 421, running transactions finish
    /// within `limits/shutdown-grace`. Further calls do nothing.
    public void stop() {
        changing.lock();
        try {
            if (!stopped) {
                stopped = true;
                new Shutdown(parts, admin).run();
            }
        } finally {
            changing.unlock();
        }
    }

    /// See [#stop()].
    @Override
    public void close() {
        stop();
    }

    /// What operators do with a server, in this process.
    public Administration administration() {
        return new LocalAdministration(control, parts.foundation().options().clock());
    }

    /// Says what would happen to a message, without sending anything.
    ///
    /// @throws IllegalArgumentException with one line if the request makes no sense
    /// @throws IllegalStateException with one line if the server is stopped or has no listeners
    public Explanation explain(ExplainRequest request) {
        return control.explain(request);
    }

    /// The plugins in force and where each offer is used.
    public List<PluginInfo> plugins() {
        return control.pluginInfos();
    }

    /// All account stores.
    public Accounts accounts() {
        return parts.foundation().accounts();
    }

    /// The first account store that can be edited.
    public Optional<AccountAdministration> accountAdministration() {
        return control.accountAdministration();
    }

    /// Which domains and mailboxes are ours.
    public Directory directory() {
        return parts.directory();
    }

    /// The queue; without listeners a view of the spool that delivers nothing.
    public MailQueue queue() {
        return control.queue();
    }

    /// The spool.
    public Spool spool() {
        return control.spool();
    }

    /// The address of each open listener by its name, in the order of the configuration.
    public Map<String, SocketAddress> boundAddresses() {
        return control.listeners();
    }

    /// The address a listener got; empty if there is no such listener.
    public Optional<SocketAddress> boundAddress(String listener) {
        return Optional.ofNullable(boundAddresses().get(listener));
    }

    /// The address of the admin port; empty if it is not open.
    public Optional<InetSocketAddress> adminAddress() {
        return admin.map(AdminServer::address);
    }

    /// The metrics of the server as Prometheus text.
    public String metrics() {
        return parts.foundation().meters().prometheus();
    }

    /// What was strange about the configuration it was started with.
    public List<Problem> warnings() {
        return parts.warnings();
    }
}
