package io.staffetta.dkim;

import io.staffetta.spi.host.SigningKeys;
import io.staffetta.spi.host.SigningKeys.SigningKey;
import io.staffetta.spi.mail.Domain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The keys to sign with: of files, then those of the server. Used by many threads.
final class KeyRing {

    private final List<WatchedKey> files;
    private final SigningKeys host;
    private final KeyStrength strength;
    private final InstantSource clock;

    KeyRing(DkimSignSettings settings, Path configuration, SigningKeys host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
        strength = new KeyStrength(settings.minRsaBits());
        files =
                settings.keys().stream()
                        .map(key ->
                                new WatchedKey(
                                        key,
                                        configuration.resolve(key.file()),
                                        settings.checkInterval()))
                        .toList();
    }

    /// Reads the files.
    ///
    /// @throws IOException if one cannot be used, with a message for the operator
    void load() throws IOException {
        for (var file : files) {
            if (!strength.allows(file.load(clock.instant()))) {
                throw new IOException(
                        "the signing key %s is too short".formatted(file.setting().file()));
            }
        }
    }

    /// The keys of a domain, each selector once.
    List<SigningKey> of(Domain domain) {
        var now = clock.instant();
        var own =
                files.stream()
                        .filter(file -> file.setting().domain().equals(domain))
                        .flatMap(file -> file.current(now).stream());
        var keys = new LinkedHashMap<String, SigningKey>();
        Stream.concat(own, host.active(domain).stream())
                .filter(strength::allows)
                .forEach(key -> keys.putIfAbsent(key.selector().toLowerCase(Locale.ROOT), key));
        return List.copyOf(keys.values());
    }
}
