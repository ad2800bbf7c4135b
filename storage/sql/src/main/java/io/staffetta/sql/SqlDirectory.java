package io.staffetta.sql;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;
import java.util.Optional;

/// Follows a mailbox to its ends: the exact address or alias, else the one without the sub-address,
/// else the catch-all of the domain, else (for `postmaster`) the configured postmaster.
final class SqlDirectory implements Directory {

    private static final String POSTMASTER = "postmaster";

    private final Lookups lookups;
    private final Directory all;
    private final Optional<Mailbox> postmaster;
    private final String separator;
    private final int maxAliases;

    /// @param all the union of all stores and the configuration file
    SqlDirectory(Lookups lookups, Directory all, SqlSettings settings) {
        this.lookups = lookups;
        this.all = all;
        postmaster = settings.postmaster();
        separator =
                settings.subaddressSeparator().equals(SqlSettings.NO_SEPARATOR)
                        ? ""
                        : settings.subaddressSeparator();
        maxAliases = settings.maxAliases();
    }

    @Override
    public boolean isLocal(Domain domain) {
        return lookups.isLocal(domain);
    }

    @Override
    public Resolution resolve(Mailbox mailbox) {
        return new AliasWalk(this::find, all, maxAliases).from(mailbox);
    }

    private Entry find(Mailbox mailbox) {
        var folded = Address.fold(mailbox);
        var entry = lookups.find(Address.of(folded));
        int detail = separator.isEmpty() ? -1 : folded.localPart().indexOf(separator);
        if (entry instanceof Entry.None && detail > 0) {
            var user = new Mailbox(folded.localPart().substring(0, detail), folded.domain());
            entry = lookups.find(Address.of(user));
        }
        if (entry instanceof Entry.None) {
            entry = lookups.find(Address.catchAll(folded.domain()));
        }
        return entry instanceof Entry.None && folded.localPart().equals(POSTMASTER)
                ? postmaster(folded.domain())
                : entry;
    }

    private Entry postmaster(Domain domain) {
        return postmaster
                .filter(_ -> all.isLocal(domain))
                .<Entry>map(target -> new Entry.Alias(List.of(target)))
                .orElseGet(Entry.None::new);
    }
}
