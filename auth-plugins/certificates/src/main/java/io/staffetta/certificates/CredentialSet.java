package io.staffetta.certificates;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// All credentials as they were at one time. Aliases contain the version, so a handshake that spans
/// a change never gets the key of one set with the chain of another.
final class CredentialSet {

    private final long version;
    private final List<Credential> credentials;
    private final List<HostNames> names;

    CredentialSet(long version, List<Credential> credentials) {
        this.version = version;
        this.credentials = List.copyOf(credentials);
        this.names =
                credentials.stream()
                        .map(credential -> HostNames.of(credential.certificate()))
                        .toList();
    }

    long version() {
        return version;
    }

    List<Credential> credentials() {
        return credentials;
    }

    /// Chooses for a host and a key type. The host decides first: the certificates that name it,
    /// else those with a wildcard for it, else the first and those that share a name with it. Among
    /// these the first of the key type is taken; none, if there is none.
    ///
    /// @param host as the client asked for it; empty if it did not say
    @Nullable String alias(String host, String keyType) {
        return alias(host, keyType, _ -> true);
    }

    /// As above, of those that fit only.
    @Nullable String alias(String host, String keyType, Predicate<Credential> fit) {
        for (int index : candidates(host)) {
            var credential = credentials.get(index);
            if (credential.keyType().equals(keyType) && fit.test(credential)) {
                return version + ":" + index;
            }
        }
        return null;
    }

    List<String> aliases(String keyType) {
        var aliases = new ArrayList<String>();
        for (int i = 0; i < credentials.size(); i++) {
            if (credentials.get(i).keyType().equals(keyType)) {
                aliases.add(version + ":" + i);
            }
        }
        return aliases;
    }

    /// The credential of an alias of this set; none if the alias belongs to another set.
    @Nullable Credential find(String alias) {
        var prefix = version + ":";
        if (!alias.startsWith(prefix)) {
            return null;
        }
        int index = Integer.parseInt(alias.substring(prefix.length()));
        return index < credentials.size() ? credentials.get(index) : null;
    }

    private List<Integer> candidates(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var exact = where(candidate -> candidate.hasExactly(name));
        if (!exact.isEmpty()) {
            return exact;
        }
        var wildcard = where(candidate -> candidate.hasWildcardFor(name));
        if (!wildcard.isEmpty()) {
            return wildcard;
        }
        var first = names.getFirst();
        return where(candidate -> candidate.equals(first) || candidate.overlaps(first));
    }

    private List<Integer> where(Predicate<HostNames> condition) {
        var indices = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (condition.test(names.get(i))) {
                indices.add(i);
            }
        }
        return indices;
    }
}
