package io.staffetta.remote.client;

import io.staffetta.spi.Secret;

/// What to log in with at a smarthost.
///
/// @param user the authentication identity
/// @param password its password
public record Credentials(String user, Secret password) {}
