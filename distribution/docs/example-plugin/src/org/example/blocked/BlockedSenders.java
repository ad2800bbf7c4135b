package org.example.blocked;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;

import jakarta.inject.Inject;

/// Refuses MAIL from the blocked domains.
public final class BlockedSenders implements Hook.OnMail {

    private final BlockedSendersSettings settings;

    @Inject
    public BlockedSenders(BlockedSendersSettings settings) {
        this.settings = settings;
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
        return switch (sender) {
            case ReversePath.Sender(var mailbox)
                    when settings.domain().contains(mailbox.domain()) ->
                    Decision.refuse(550, "5.7.1", settings.text());
            case ReversePath.Sender _, ReversePath.Null _ -> Decision.NEXT;
        };
    }
}
