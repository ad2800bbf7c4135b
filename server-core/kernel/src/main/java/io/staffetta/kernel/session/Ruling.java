package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.MessageDecision;

/// What the hooks of a phase decided.
///
/// @param decision the decision; what ended the phase, or `Next`
/// @param by name of the hook, empty for none
record Ruling(MessageDecision decision, String by) {

    static final Ruling NEXT = new Ruling(Decision.NEXT, "");
}
