package io.staffetta.sasl.scram;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// client-final-message (RFC 5802 §7).
sealed interface ClientFinal {

    /// What the client sent.
    ///
    /// @param binding the GS2 header again, and the channel binding data
    /// @param nonce both parts
    /// @param withoutProof the message up to the proof
    record Message(byte[] binding, String nonce, String withoutProof, byte[] proof)
            implements ClientFinal {}

    /// It makes no sense.
    ///
    /// @param reason for the log; holds nothing of the message
    record Malformed(String reason) implements ClientFinal {}

    /// Binding, nonce and proof.
    int LEAST_FIELDS = 3;

    /// @param proofOctets how long a proof is
    static ClientFinal parse(String text, int proofOctets) {
        var fields = text.split(",", -1);
        int last = fields.length - 1;
        if (fields.length < LEAST_FIELDS) {
            return new Malformed("client-final-message has too few fields");
        }
        var binding = base64("c=", fields[0]);
        var proof = base64("p=", fields[last]).filter(octets -> octets.length == proofOctets);
        if (binding.isEmpty() || !fields[1].startsWith("r=")) {
            return new Malformed("bad channel binding or nonce");
        }
        if (proof.isEmpty()) {
            return new Malformed("bad proof");
        }
        if (!Arrays.stream(fields, 2, last).allMatch(Extension::isWellFormed)) {
            return new Malformed("bad extension");
        }
        return new Message(
                binding.get(),
                fields[1].substring(2),
                text.substring(0, text.length() - fields[last].length() - 1),
                proof.get());
    }

    /// Strict: what is sent has one form only.
    private static Optional<byte[]> base64(String prefix, String field) {
        if (!field.startsWith(prefix)) {
            return Optional.empty();
        }
        var text = field.substring(prefix.length());
        try {
            var octets = Base64.getDecoder().decode(text);
            return Optional.of(octets)
                    .filter(_ -> Base64.getEncoder().encodeToString(octets).equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
