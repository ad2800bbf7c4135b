package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// One line for each transaction, and one for each session that was turned away. What a client sent
/// is given as values without control characters, so it cannot pass for a line of its own. Of a
/// rehearsal there is nothing to say.
final class SessionLog {

    private static final Logger log = LoggerFactory.getLogger(MailSession.class);
    private static final int MAX = 320;
    private static final int MAX_RESULTS = 2000;

    /// The beginning of a JWT, or more letters and digits than any word has.
    private static final Pattern TOKEN =
            Pattern.compile(
                    "eyJ[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)*"
                            + "|(?i:bearer) [A-Za-z0-9._~+/=-]+|[A-Za-z0-9_~+/=-]{40,}");

    private SessionLog() {}

    /// Connect, TLS or greeting was refused.
    static void turnedAway(SessionFacts session, Phase phase, Reply reply, String by) {
        about(session)
                .addKeyValue("phase", phase.label())
                .addKeyValue("by", by)
                .addKeyValue("reply", safe(reply.toString()))
                .addKeyValue("results", results(session.attributes()))
                .log("session refused");
    }

    /// MAIL was refused, so no transaction began.
    ///
    /// @param said what hooks said of the reverse-path
    static void mailRefused(
            SessionFacts session, Attributes said, ReversePath sender, Refusal refusal) {
        about(session)
                .addKeyValue("from", safe(sender.toString()))
                .addKeyValue("by", refusal.by())
                .addKeyValue("code", refusal.reply().code())
                .addKeyValue("reply", safe(refusal.reply().toString()))
                .addKeyValue("results", results(session.attributes().resultsWith(said)))
                .log("sender refused");
    }

    /// A transaction ended.
    ///
    /// @param result what became of it, such as `accepted`
    /// @param id name of the message, or of the transaction if nothing was stored
    static void ended(
            SessionFacts session,
            OpenTransaction transaction,
            String result,
            String id,
            String by,
            int code,
            long size) {
        var facts = transaction.facts;
        var event =
                about(session)
                        .addKeyValue("id", id)
                        .addKeyValue("transaction", facts.id())
                        .addKeyValue("from", safe(facts.reversePath().toString()))
                        .addKeyValue("rcpts", facts.recipients().size())
                        .addKeyValue("size", size)
                        .addKeyValue("by", by)
                        .addKeyValue("code", code);
        if (!transaction.permits.isEmpty()) {
            event = event.addKeyValue("permit", String.join(",", transaction.permits));
        }
        if (transaction.refusedRecipients > 0) {
            event = event.addKeyValue("refused-rcpts", transaction.refusedRecipients);
        }
        event.addKeyValue("results", results(session.attributes().resultsWith(facts.attributes())))
                .log("message {}", result);
    }

    /// A transaction ended without a message.
    static void unsent(SessionFacts session, OpenTransaction transaction) {
        ended(
                session,
                transaction,
                "not sent",
                transaction.facts.id(),
                transaction.lastRefusal.map(Refusal::by).orElse(""),
                transaction.lastRefusal.map(last -> last.reply().code()).orElse(0),
                0);
    }

    /// What hooks found and decided, in a few words: `spf=pass dnsbl:connect=refuse(observed)`.
    static String results(Attributes attributes) {
        var out = new StringJoiner(" ");
        attributes.findings().forEach(found -> out.add(found.check() + "=" + found.result()));
        for (var verdict : attributes.verdicts()) {
            out.add(
                    "%s:%s=%s%s"
                            .formatted(
                                    verdict.hook(),
                                    verdict.phase(),
                                    verdict.decision(),
                                    verdict.observed() ? "(observed)" : ""));
        }
        var text = out.toString();
        return text.length() > MAX_RESULTS ? text.substring(0, MAX_RESULTS) + "…" : text;
    }

    /// A recipient was refused.
    static void recipientRefused(SessionFacts session, String recipient, Refusal refusal) {
        log.atDebug()
                .addKeyValue("session", session.id())
                .addKeyValue("to", safe(recipient))
                .addKeyValue("by", refusal.by())
                .addKeyValue("reply", safe(refusal.reply().toString()))
                .log("recipient refused");
    }

    /// A login succeeded or failed.
    ///
    /// @param reason what a mechanism says; nothing in it that could be a token is shown
    static void login(
            SessionFacts session, String mechanism, String login, String result, String reason) {
        about(session)
                .addKeyValue("mechanism", mechanism)
                .addKeyValue("login", safe(login))
                .addKeyValue("result", result)
                .addKeyValue("reason", withoutTokens(reason))
                .log("login {}", result);
    }

    /// An event about a call that failed.
    static LoggingEventBuilder because(LoggingEventBuilder event, CallResult.Failed<?> failed) {
        var told =
                event.addKeyValue("cause", failed.cause().label())
                        .addKeyValue("detail", safe(failed.detail()));
        return failed.thrown().map(told::setCause).orElse(told);
    }

    /// A reason without what looks like a token: mechanisms pass on what libraries and issuers say,
    /// and these may quote what they were sent.
    static String withoutTokens(String text) {
        var cut = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
        return safe(TOKEN.matcher(cut).replaceAll("***"));
    }

    /// Text in which nothing can break a line, cut where it is longer than any address.
    static String safe(String text) {
        var cut = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
        for (int i = 0; i < cut.length(); i++) {
            if (breaksLines(cut.charAt(i))) {
                return replaced(cut);
            }
        }
        return cut;
    }

    private static String replaced(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(breaksLines(c) ? '?' : c);
        }
        return out.toString();
    }

    private static boolean breaksLines(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    /// An address as text: the IP address, or `unix`.
    static String client(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "unix";
    }

    private static LoggingEventBuilder about(SessionFacts session) {
        if (session.rehearsal()) {
            return NOPLoggingEventBuilder.singleton();
        }
        return log.atInfo()
                .addKeyValue("session", session.id())
                .addKeyValue("listener", session.listener())
                .addKeyValue("client", client(session.remote()))
                .addKeyValue("helo", safe(session.greeting().map(Greeting::name).orElse("")))
                .addKeyValue("tls", session.tls().map(tls -> tls.protocol()).orElse("none"))
                .addKeyValue("account", safe(session.identity().map(Identity::account).orElse("")));
    }
}
