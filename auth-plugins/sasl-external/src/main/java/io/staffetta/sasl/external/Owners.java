package io.staffetta.sasl.external;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/// Finds whose a certificate is. Nobody's is better than one of two.
///
/// @param settings what to go by
record Owners(ExternalSettings settings) {

    /// What was found.
    sealed interface Owner {

        /// It is the certificate of this account.
        record Known(Account account) implements Owner {}

        /// It is that of none, or of more than one.
        ///
        /// @param name the first name it goes by, for the log; or empty
        record Unknown(String name, String reason) implements Owner {}
    }

    /// @throws java.io.UncheckedIOException if a store cannot tell now
    Owner of(ClientCertificate certificate, Accounts accounts) {
        List<String> names;
        try {
            names = names(certificate);
        } catch (ClientCertificate.UnreadableException e) {
            return new Owner.Unknown("", String.valueOf(e.getMessage()));
        }
        if (names.isEmpty()) {
            return new Owner.Unknown("", "certificate names no account: " + certificate.subject());
        }
        if (names.size() > settings.maxNames()) {
            return new Owner.Unknown(
                    names.getFirst(),
                    "certificate has more than " + settings.maxNames() + " names");
        }
        var found = new LinkedHashMap<String, Account>();
        for (var name : names) {
            accounts.find(name).ifPresent(account -> found.put(account.name(), account));
        }
        return switch (found.size()) {
            case 0 -> new Owner.Unknown(names.getFirst(), "unknown account");
            case 1 -> new Owner.Known(found.firstEntry().getValue());
            default ->
                    new Owner.Unknown(
                            names.getFirst(),
                            "certificate leads to more than one account: " + found.keySet());
        };
    }

    /// A certificate the operator wrote down is known by that alone.
    private List<String> names(ClientCertificate certificate)
            throws ClientCertificate.UnreadableException {
        var mapped =
                settings.maps().stream()
                        .filter(map -> map.matches(certificate))
                        .map(Mapping::account)
                        .distinct()
                        .toList();
        if (!mapped.isEmpty()) {
            return mapped;
        }
        var names = new LinkedHashSet<String>();
        for (var source : settings.from()) {
            names.addAll(certificate.names(source));
        }
        return new ArrayList<>(names);
    }
}
