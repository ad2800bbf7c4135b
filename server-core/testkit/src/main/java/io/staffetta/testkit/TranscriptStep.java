package io.staffetta.testkit;

/// A line of a [Transcript] that does something.
public sealed interface TranscriptStep {

    /// Where it stands, from 1.
    int line();

    /// `C:` and `C-`.
    ///
    /// @param text with escapes
    /// @param endsLine whether CRLF is added
    record Send(int line, String text, boolean endsLine) implements TranscriptStep {}

    /// `S:`.
    ///
    /// @param text with escapes
    record Expect(int line, String text) implements TranscriptStep {}

    /// `S-`.
    ///
    /// @param text with escapes
    record ExpectOctets(int line, String text) implements TranscriptStep {}

    /// `S*`.
    record ExpectReply(int line, int code) implements TranscriptStep {}

    /// `PIPELINE`.
    record Pipeline(int line) implements TranscriptStep {}

    /// `TLS`.
    record Tls(int line) implements TranscriptStep {}

    /// `CLOSE`.
    record Close(int line) implements TranscriptStep {}

    /// `HANGUP`.
    record Hangup(int line) implements TranscriptStep {}
}
