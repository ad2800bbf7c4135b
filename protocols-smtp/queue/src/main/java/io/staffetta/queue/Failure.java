package io.staffetta.queue;

import io.staffetta.spi.mail.EnhancedStatus;

/// A recipient that will never be delivered to.
///
/// @param recipient its index
/// @param status of class 5
/// @param detail why, on one line
record Failure(int recipient, EnhancedStatus status, String detail) {}
