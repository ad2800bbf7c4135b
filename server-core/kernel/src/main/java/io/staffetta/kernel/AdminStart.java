package io.staffetta.kernel;

import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.admin.AdminServer;
import io.staffetta.kernel.admin.ServerControl;
import io.staffetta.kernel.config.Problem;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Opens the admin port, the last step of a start.
final class AdminStart {

    private AdminStart() {}

    /// Opens it if the configuration asks for it and the server serves clients.
    ///
    /// @throws StartupException if it cannot be opened; the server is stopped then
    static Optional<AdminServer> start(ServerParts parts, ServerControl control)
            throws StartupException {
        var config = parts.plan().config().admin();
        if (!config.enabled() || parts.network().isEmpty()) {
            return Optional.empty();
        }
        var foundation = parts.foundation();
        try {
            return Optional.of(
                    AdminServer.start(
                            config.bind(),
                            parts.data().path(),
                            control,
                            foundation.meters()::prometheus,
                            foundation.options().clock()));
        } catch (IOException e) {
            new Shutdown(parts, Optional.empty()).run();
            var problem = new Problem("admin", 0, "", String.valueOf(e.getMessage()));
            throw new StartupException(Category.BIND, List.of(problem), e);
        }
    }
}
