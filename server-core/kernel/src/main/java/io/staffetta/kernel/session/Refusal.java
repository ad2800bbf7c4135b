package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Reply;

/// What a guard says no with.
///
/// @param by name of the guard, for the log
record Refusal(Reply reply, String by) {}
