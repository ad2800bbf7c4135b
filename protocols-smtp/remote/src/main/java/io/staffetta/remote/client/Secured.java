package io.staffetta.remote.client;

import java.util.Optional;

/// What a handshake brought out.
///
/// @param description protocol and cipher
/// @param flaw what is wrong with the certificate where that is only to be told
record Secured(String description, Optional<TlsFlaw> flaw) {}
