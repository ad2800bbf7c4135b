package io.staffetta.milter;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.mail.Reply;

import java.util.LinkedHashMap;
import java.util.Map;

/// What verdicts come to.
final class Rulings {

    /// Where a verdict is given.
    enum Phase {
        /// Before the banner.
        CONNECT,
        /// Upon a command.
        COMMAND
    }

    private Rulings() {}

    /// What is decided before there is a message. Discarding and holding have to wait for it.
    static Decision decision(Verdict verdict, Phase phase) {
        return switch (verdict) {
            case Verdict.Next(), Verdict.Continue _, Verdict.Discard(), Verdict.Hold _ ->
                    Decision.NEXT;
            case Verdict.Refuse(var reply, var _) ->
                    new Decision.Refuse(phase == Phase.CONNECT ? banner(reply) : reply);
            case Verdict.Disconnect(var reply, var _) -> new Decision.Disconnect(reply);
        };
    }

    static MessageDecision messageDecision(Verdict verdict, String name) {
        return switch (verdict) {
            case Verdict.Next(), Verdict.Continue _ -> Decision.NEXT;
            case Verdict.Refuse(var reply, var _) -> new Decision.Refuse(reply);
            case Verdict.Disconnect(var reply, var _) -> new Decision.Disconnect(reply);
            case Verdict.Discard() -> new MessageDecision.Discard("by filter " + name);
            case Verdict.Hold(var reason, var _) -> new MessageDecision.Quarantine(reason);
        };
    }

    /// RFC 5321 §4.2.3: a banner that refuses is a 554 or a 421.
    private static Reply banner(Reply reply) {
        return new Reply(reply.isPermanent() ? 554 : 421, reply.status(), reply.lines());
    }

    static Verdict tooLarge(TooLarge setting) {
        return switch (setting) {
            case ACCEPT -> new Verdict.Continue("skip");
            case REJECT ->
                    new Verdict.Refuse(
                            Reply.of(552, "5.3.4", "Message too large to be checked"), "skip");
            case TEMPFAIL ->
                    new Verdict.Refuse(
                            Reply.of(452, "4.3.4", "Message too large to be checked"), "skip");
            case QUARANTINE -> new Verdict.Hold("too large to be checked", "skip");
        };
    }

    /// What to write down.
    static Finding finding(
            String name, Verdict verdict, String detail, Map<String, String> summary) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("milter.name", name);
        properties.putAll(summary);
        return switch (verdict) {
            case Verdict.Next() -> new Finding("milter", "continue", detail, properties);
            case Verdict.Continue(var result) -> new Finding("milter", result, detail, properties);
            case Verdict.Refuse(var reply, var result) ->
                    new Finding("milter", result, either(detail, reply.toString()), properties);
            case Verdict.Disconnect(var reply, var result) ->
                    new Finding("milter", result, either(detail, reply.toString()), properties);
            case Verdict.Discard() -> new Finding("milter", "discard", detail, properties);
            case Verdict.Hold(var reason, var result) ->
                    new Finding("milter", result, either(detail, reason), properties);
        };
    }

    private static String either(String detail, String otherwise) {
        return detail.isEmpty() ? otherwise : detail;
    }
}
