package io.staffetta.milter;

import io.staffetta.milter.wire.Events;
import io.staffetta.milter.wire.Link;
import io.staffetta.milter.wire.Patience;
import io.staffetta.milter.wire.Response;
import io.staffetta.milter.wire.Stage;
import io.staffetta.spi.hook.Message;

import java.io.IOException;
import java.util.Arrays;

/// Shows one message to a filter and hears what it wants changed.
record Showing(Dialogue dialogue, Patience patience) {

    /// Shows it.
    ///
    /// @param edits takes the edits
    Verdict show(Message message, ShownMessage shown, Edits edits) throws IOException {
        var transaction = message.transaction();
        var verdict = dialogue.envelope(transaction, patience);
        var now = dialogue.told();
        if (Dialogue.isFinal(verdict) || now == null) {
            return verdict;
        }
        verdict = headers(now, shown);
        if (Dialogue.isFinal(verdict)) {
            return verdict;
        }
        var macros = dialogue.macros(transaction.session(), now);
        var response = dialogue.say(Stage.END_OF_HEADER, macros, Events.nothing(), patience);
        verdict = dialogue.ofMessage(now, Stage.END_OF_HEADER, response, patience);
        if (Dialogue.isFinal(verdict)) {
            return verdict;
        }
        verdict = body(now, shown);
        if (Dialogue.isFinal(verdict)) {
            return verdict;
        }
        dialogue.sendMacros(Stage.END_OF_MESSAGE, macros);
        return lastWord(now, message, edits);
    }

    private Verdict headers(Told now, ShownMessage shown) throws IOException {
        var link = dialogue.link();
        boolean keepsSpace = link.agreement().keepsLeadingSpace();
        for (var field : shown.shown()) {
            var event = Events.header(field.name(), field.toFilter(keepsSpace));
            var verdict = tell(link, now, Stage.HEADER, event);
            if (Dialogue.isFinal(verdict)) {
                return verdict;
            }
        }
        return Verdict.CONTINUE;
    }

    private Verdict body(Told now, ShownMessage shown) throws IOException {
        var link = dialogue.link();
        if (!link.wants(Stage.BODY)) {
            return Verdict.CONTINUE;
        }
        try (var in = shown.body().open()) {
            var chunk = new byte[Events.BODY_CHUNK];
            for (int n = in.readNBytes(chunk, 0, chunk.length);
                    n > 0 && !now.enough.contains(Stage.BODY);
                    n = in.readNBytes(chunk, 0, chunk.length)) {
                var verdict = tell(link, now, Stage.BODY, Arrays.copyOf(chunk, n));
                if (Dialogue.isFinal(verdict)) {
                    return verdict;
                }
            }
        }
        return Verdict.CONTINUE;
    }

    private Verdict tell(Link link, Told now, Stage stage, byte[] event) throws IOException {
        if (!link.wants(stage) || now.enough.contains(stage)) {
            return Verdict.CONTINUE;
        }
        return dialogue.ofMessage(now, stage, link.tell(stage, event, patience), patience);
    }

    private Verdict lastWord(Told now, Message message, Edits edits) throws IOException {
        var link = dialogue.link();
        var response = link.ask(Stage.END_OF_MESSAGE, Events.nothing(), patience);
        while (response instanceof Response.Edited(var edit)) {
            edits.add(edit);
            response = link.next(patience);
        }
        return switch (response) {
            case Response.Continue _, Response.Skip _ -> {
                edits.apply(message);
                yield dialogue.settle(now, held(edits, Verdict.CHECKED), patience);
            }
            case Response.Accept _ -> {
                edits.apply(message);
                yield dialogue.settle(now, held(edits, Verdict.ACCEPT), patience);
            }
            case Response.Final last ->
                    dialogue.ofMessage(now, Stage.END_OF_MESSAGE, last, patience);
            case Response.Edited _, Response.Progress _ ->
                    throw new IllegalStateException("not a last word");
        };
    }

    private static Verdict held(Edits edits, Verdict otherwise) {
        return edits.quarantine()
                .<Verdict>map(reason -> new Verdict.Hold(reason, "quarantine"))
                .orElse(otherwise);
    }
}
