package io.staffetta.maildir;

import java.nio.file.Path;
import java.util.Objects;

/// Settings of the transport `maildir`.
///
/// @param directory where the mailboxes lie; default `mail`, relative to the data directory
/// @param lineEndings `crlf` (default) keeps every octet as it was received, `lf` is for readers
///   that want UNIX lines
public record MaildirSettings(Path directory, LineEndings lineEndings) {

    /// How lines end in a mailbox.
    public enum LineEndings {
        /// As received.
        CRLF,
        /// Without the CR.
        LF
    }

    public MaildirSettings {
        directory = Objects.requireNonNullElse(directory, Path.of("mail"));
        lineEndings = Objects.requireNonNullElse(lineEndings, LineEndings.CRLF);
    }
}
