package io.staffetta.kernel.admin;

import java.util.Optional;

/// A message that might be sent, to be explained.
///
/// @param listener name of the listener that would receive it; if there is none, the first that
///   demands a login if there is an account, else the first that does not
/// @param from the sender as between `<` and `>`; empty for `<>`
/// @param to the recipient
/// @param clientIp IP address of the client; if there is none, `127.0.0.1`
/// @param account the account the client would have logged in to, if any
public record ExplainRequest(
        Optional<String> listener,
        String from,
        String to,
        Optional<String> clientIp,
        Optional<String> account) {}
