package io.staffetta.queue.report;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.ReportKind;

import java.time.Instant;
import java.util.Optional;

/// What there is to tell of one recipient.
///
/// @param recipient its index
/// @param kind what became of it
/// @param status 2.y.z for a success, 4.y.z for a delay, 5.y.z for a failure
/// @param detail why, on one line; empty if there is nothing to say
/// @param reply what another server replied, as it came; empty if none did
/// @param remoteMta the name of that server, or of the one that did not reply as it should
/// @param retryUntil when a delayed recipient is given up; empty if not by age
public record Finding(
        int recipient,
        ReportKind kind,
        EnhancedStatus status,
        String detail,
        Optional<String> reply,
        Optional<String> remoteMta,
        Optional<Instant> retryUntil) {}
