package io.staffetta.spi.auth;

/// Who a client proved to be.
///
/// @param account name of the account it acts for, as its store knows it
/// @param mechanism name of the SASL mechanism, such as `SCRAM-SHA-256`
public record Identity(String account, String mechanism) {}
