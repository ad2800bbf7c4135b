package io.staffetta.mime;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;

import jakarta.inject.Inject;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Checks the MIME structure of each message. Every broken rule leaves a finding; the hardest
/// action of them decides.
public final class MimeHook implements Hook.OnMessage {

    private final Actions actions;
    private final boolean skipAuthenticated;
    private final Walk walk;

    @Inject
    MimeHook(MimeSettings settings) {
        this.actions = Objects.requireNonNull(settings.actions());
        this.skipAuthenticated = settings.skipAuthenticated();
        this.walk = new Walk(settings);
    }

    @Override
    public MessageDecision onMessage(Message message) throws IOException {
        var transaction = message.transaction();
        if (skipAuthenticated && transaction.session().identity().isPresent()) {
            return Decision.NEXT;
        }
        var broken = new EnumMap<Rule, String>(Rule.class);
        walk.check(message.content(), broken::putIfAbsent);
        if (broken.isEmpty()) {
            transaction.report(Finding.of("mime", "pass", ""));
            return Decision.NEXT;
        }
        broken.forEach((rule, why) -> transaction.report(Finding.of("mime", rule.label(), why)));
        return decide(broken);
    }

    private MessageDecision decide(Map<Rule, String> broken) {
        MessageDecision decision = Decision.NEXT;
        for (var entry : broken.entrySet()) {
            var rule = entry.getKey();
            switch (actions.of(rule)) {
                case REFUSE -> {
                    return Decision.refuse(
                            550, rule.status(), "Message refused: " + entry.getValue());
                }
                case QUARANTINE ->
                        decision =
                                new MessageDecision.Quarantine(
                                        "mime " + rule.label() + ": " + entry.getValue());
                case NEXT -> {
                    // The finding is all.
                }
            }
        }
        return decision;
    }
}
