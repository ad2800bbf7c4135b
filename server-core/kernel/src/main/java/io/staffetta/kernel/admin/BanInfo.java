package io.staffetta.kernel.admin;

import java.time.Instant;

/// A ban.
///
/// @param network who is banned, such as `192.0.2.1/32`
public record BanInfo(String network, String reason, Instant since, Instant until) {}
