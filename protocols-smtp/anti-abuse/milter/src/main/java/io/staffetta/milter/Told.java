package io.staffetta.milter;

import io.staffetta.milter.wire.Stage;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the filter was told of a transaction, and what it said. Used by one thread at a time.
final class Told {

    final String id;
    final ReversePath sender;
    final MailParameters parameters;

    /// Those it did not refuse.
    final List<Mailbox> recipients = new ArrayList<>();

    final Set<Mailbox> refused = new HashSet<>();
    final Set<Stage> enough = EnumSet.noneOf(Stage.class);

    /// Its last word about the message, if it has said that already.
    @Nullable Verdict settled;

    boolean data;

    Told(String id, ReversePath sender, MailParameters parameters) {
        this.id = id;
        this.sender = sender;
        this.parameters = parameters;
    }
}
