package io.staffetta.remote.body;

/// Encodes one body, piece by piece.
interface BodyEncoder {

    /// Encodes the next octets.
    void encode(byte[] octets, int length, Octets out);

    /// Writes what was kept back.
    ///
    /// @param last whether the content ends here, so that the last line has to be ended; else CRLF
    ///   and more follow
    void finish(boolean last, Octets out);
}
