package io.staffetta.spi.state;

import java.time.Instant;

/// An entry of a [StateTable].
///
/// @param value not to be changed
/// @param expires when it is gone
public record StateEntry(String key, byte[] value, Instant expires) {}
