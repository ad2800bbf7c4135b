package io.staffetta.kernel;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The union of the domains of the configuration file and of all account stores that are
/// directories.
///
/// @param configured the domains of the configuration file, as they are now
record CompositeDirectory(Supplier<Set<Domain>> configured, Late<List<Accounts>> stores)
        implements Directory {

    @Override
    public boolean isLocal(Domain domain) {
        if (configured.get().contains(domain)) {
            return true;
        }
        for (var store : stores.get()) {
            if (store instanceof Directory directory && directory.isLocal(domain)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Resolution resolve(Mailbox mailbox) {
        for (var directory : directories()) {
            if (directory.resolve(mailbox) instanceof Resolution.Deliver found) {
                return found;
            }
        }
        return new Resolution.Unknown();
    }

    private List<Directory> directories() {
        return stores.get().stream()
                .filter(Directory.class::isInstance)
                .map(Directory.class::cast)
                .toList();
    }
}
