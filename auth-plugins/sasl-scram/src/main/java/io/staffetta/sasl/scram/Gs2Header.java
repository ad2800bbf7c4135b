package io.staffetta.sasl.scram;

/// What comes before the client-first-message-bare (RFC 5802 §7): whether the client binds the
/// exchange to its channel, and whom it wants to act for.
///
/// @param text as it was sent, with the comma at the end: it comes back in the client-final-message
/// @param flag about channel binding
/// @param authorization the name to act as; empty if it is that of the login
record Gs2Header(String text, Flag flag, String authorization) {

    /// About channel binding.
    sealed interface Flag {

        /// `n`: the client knows nothing of it.
        record Unable() implements Flag {}

        /// `y`: the client could, and believes that the server cannot.
        record Unoffered() implements Flag {}

        /// `p`: this is bound.
        ///
        /// @param type such as `tls-exporter`
        record Bound(String type) implements Flag {}
    }
}
