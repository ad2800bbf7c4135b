package io.staffetta.spi.dns;

/// A record of type TLSA (RFC 6698 §2.1).
///
/// @param usage 0 to 255
/// @param selector 0 to 255
/// @param matching 0 to 255
/// @param data in hexadecimal, lower case
public record TlsAssociation(int usage, int selector, int matching, String data) {}
