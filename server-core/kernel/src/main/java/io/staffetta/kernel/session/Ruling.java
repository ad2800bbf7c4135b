package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.MessageDecision;

/// What the hooks of a phase decided.
///
/// @param decision the decision; what ended the phase, what is to be held, or `Next`
/// @param by name of the hook, empty for none
record Ruling(MessageDecision decision, String by) {

    static final Ruling NEXT = new Ruling(Decision.NEXT, "");

    /// Together with what a hook behind decided: what is to be held stays so, unless it is not
    /// taken at all.
    Ruling then(Ruling later) {
        return switch (later.decision) {
            case Decision.Next _ -> this;
            case Decision.Accept _, MessageDecision.Quarantine _ ->
                    decision instanceof MessageDecision.Quarantine ? this : later;
            case Decision.Refuse _, Decision.Disconnect _, MessageDecision.Discard _ -> later;
        };
    }
}
