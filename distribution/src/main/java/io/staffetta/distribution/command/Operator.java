package io.staffetta.distribution.command;

import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.AdminClient;
import io.staffetta.kernel.admin.Administration;
import io.staffetta.kernel.admin.ServerNotRunningException;

import java.util.function.Consumer;

/// Reaches the stores: through the server if it runs, otherwise by opening them.
interface Operator extends AutoCloseable {

    Administration administration();

    @Override
    void close();

    static Operator open(Place place) throws StartupException {
        try {
            return ofServer(AdminClient.connect(place.data()));
        } catch (ServerNotRunningException e) {
            return ofStores(Staffetta.start(place.options().withoutListeners()));
        }
    }

    /// @throws ServerNotRunningException if there is none
    static Operator ofRunning(Place place) throws ServerNotRunningException {
        return ofServer(AdminClient.connect(place.data()));
    }

    /// Changes something and says so.
    ///
    /// @param done what people read afterwards
    static int change(Place place, Output output, Consumer<Administration> change, String done)
            throws StartupException {
        try (var operator = open(place)) {
            change.accept(operator.administration());
            output.done(done);
            return ExitCode.DONE;
        }
    }

    private static Operator ofServer(AdminClient client) {
        return new Operator() {
            @Override
            public Administration administration() {
                return client;
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static Operator ofStores(Staffetta stores) {
        return new Operator() {
            @Override
            public Administration administration() {
                return stores.administration();
            }

            @Override
            public void close() {
                stores.close();
            }
        };
    }
}
