package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// App passwords of [MemoryAccounts] by account and name. Their last use is not noted.
final class MemoryAppPasswords {

    private record Made(AppPassword about, Secret password) {}

    private final Map<String, Map<String, Made>> made = new TreeMap<>();
    private final Set<String> only = new HashSet<>();

    boolean fits(String account, Secret password) {
        return of(account).values().stream().anyMatch(app -> app.password().equals(password));
    }

    List<AppPassword> all(String account) {
        return of(account).values().stream().map(Made::about).toList();
    }

    Secret add(String account, String name, AppPassword.Scope scope) {
        if (of(account).containsKey(name)) {
            throw new IllegalArgumentException(
                    "%s has an app password '%s' already".formatted(account, name));
        }
        var password = Secret.of(UUID.randomUUID().toString());
        var about = new AppPassword(name, scope, Instant.now(), Optional.empty());
        made.computeIfAbsent(account, _ -> new TreeMap<>()).put(name, new Made(about, password));
        return password;
    }

    void remove(String account, String name) {
        if (of(account).remove(name) == null) {
            throw new IllegalArgumentException(
                    "%s has no app password '%s'".formatted(account, name));
        }
    }

    boolean isOnly(String account) {
        return only.contains(account);
    }

    void setOnly(String account, boolean yes) {
        if (yes) {
            only.add(account);
        } else {
            only.remove(account);
        }
    }

    void forget(String account) {
        made.remove(account);
        only.remove(account);
    }

    private Map<String, Made> of(String account) {
        return made.getOrDefault(account, new TreeMap<>());
    }
}
