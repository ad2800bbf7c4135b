package io.staffetta.queue.report;

import io.staffetta.spi.mail.MailParameters;

/// A report that was composed.
///
/// @param octets the message
/// @param parameters the ESMTP parameters of its envelope
record Report(byte[] octets, MailParameters parameters) {}
