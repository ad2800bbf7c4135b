package io.staffetta.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/// Until when the authority told us not to order a certificate. It outlives the server: one that is
/// restarted again and again must not run into ever harder limits.
///
/// @param file holds all of them
/// @param directory of the authority
record Waits(Path file, URI directory) {

    /// More than any authority asks for; a longer wait is an error of somebody's clock.
    private static final Duration LONGEST = Duration.ofDays(14);

    Optional<Instant> of(Wanted wanted, Instant now) throws IOException {
        try {
            return Optional.ofNullable(saved().getProperty(key(wanted)))
                    .map(Instant::parse)
                    .filter(until -> until.isBefore(now.plus(LONGEST)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void set(Wanted wanted, Instant until) throws IOException {
        var saved = saved();
        saved.setProperty(key(wanted), until.toString());
        write(saved);
    }

    void clear(Wanted wanted) throws IOException {
        var saved = saved();
        if (saved.remove(key(wanted)) != null) {
            write(saved);
        }
    }

    private String key(Wanted wanted) {
        return wanted.id() + " " + directory;
    }

    private Properties saved() throws IOException {
        var saved = new Properties();
        if (Files.exists(file)) {
            try {
                saved.load(new StringReader(Pem.text(file)));
            } catch (IllegalArgumentException e) {
                saved.clear();
            }
        }
        return saved;
    }

    private void write(Properties saved) throws IOException {
        var text = new StringWriter();
        saved.store(text, null);
        OwnerFile.write(file, text.toString());
    }
}
