package io.staffetta.remote.client;

import io.staffetta.spi.tls.TlsOutcome;

/// Why a connection is not as secure as it should be.
///
/// @param result in the words of TLS reports
/// @param detail one line
public record TlsFlaw(TlsOutcome.Result result, String detail) {}
