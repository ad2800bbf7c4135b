package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.protocol.Answer;

import java.util.Optional;

/// Turns what hooks decided into what the protocol is to do.
final class Rulings {

    private final SessionState state;

    Rulings(SessionState state) {
        this.state = state;
    }

    /// What a phase without guards comes to.
    Answer answer(Phase phase, Ruling ruling) {
        return refusal(ruling)
                .map(refusal -> {
                    SessionLog.turnedAway(state.facts, phase, refusal.reply(), refusal.by());
                    return refused(ruling, refusal);
                })
                .orElse(Answer.PROCEED);
    }

    /// What a refusal comes to, whether it is that of the ruling or of a guard after it.
    Answer refused(Ruling ruling, Refusal refusal) {
        if (ruling.decision() instanceof Decision.Disconnect) {
            state.stage = SessionState.Stage.OVER;
            return new Answer.Disconnect(refusal.reply());
        }
        return new Answer.Refuse(refusal.reply());
    }

    /// The refusal in a ruling.
    static Optional<Refusal> refusal(Ruling ruling) {
        return switch (ruling.decision()) {
            case Decision.Refuse(var reply) -> Optional.of(new Refusal(reply, ruling.by()));
            case Decision.Disconnect(var reply) -> Optional.of(new Refusal(reply, ruling.by()));
            // The last two cannot come out of any phase but that of the message.
            case Decision.Next _,
                    Decision.Accept _,
                    MessageDecision.Discard _,
                    MessageDecision.Quarantine _ ->
                    Optional.empty();
        };
    }
}
