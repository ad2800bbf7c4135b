package io.staffetta.patterns;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/// Encoded words (RFC 2047).
final class EncodedWords {

    private EncodedWords() {}

    /// The text with its encoded words decoded; one nobody can decode stays as it is.
    static String decoded(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        try {
            return DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT);
        } catch (RuntimeException _) {
            return text;
        }
    }
}
