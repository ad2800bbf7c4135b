package io.staffetta.spi.dns;

/// A record of type MX (RFC 5321 §5.1).
///
/// @param preference 0 to 65535, the lowest first
/// @param host without final dot; empty for a null MX (RFC 7505)
public record MailExchanger(int preference, String host) {}
