package io.staffetta.smtp;

import io.staffetta.smtp.command.Verb;
import io.staffetta.smtp.io.Output;
import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.reply.Replies;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Says replies, counts them, and loses patience. Used by one thread.
final class Voice {

    private static final Logger log = LoggerFactory.getLogger(Voice.class);

    private final Output output;
    private final CommandCounters counters;
    private final ErrorBudget budget;
    private final Time time;
    private final Intake intake;
    private Verb verb = Verb.UNKNOWN;

    Voice(Output output, CommandCounters counters, SmtpLimits limits, Time time, Intake intake) {
        this.output = output;
        this.counters = counters;
        this.budget = new ErrorBudget(limits);
        this.time = time;
        this.intake = intake;
    }

    /// Begins to answer a command.
    void answering(Verb command) {
        verb = command;
        budget.command(command);
    }

    /// Says a reply to the present command.
    ///
    /// @throws Farewell if that was one error too many
    void say(Reply reply) throws IOException, Farewell {
        say(reply, 1);
    }

    /// Says a reply several times, once for each recipient.
    void say(Reply reply, int times) throws IOException, Farewell {
        budget.reply(reply.code());
        if (isWrongCommand(reply)) {
            intake.protocolError();
        }
        var delay = budget.delay();
        if (delay.isPositive()) {
            time.pause(delay);
        }
        write(reply, times);
        if (budget.isSpent()) {
            throw Farewell.refusing(Replies.TOO_MANY_ERRORS);
        }
    }

    /// Syntax and order (RFC 5321 §4.2.2), as opposed to what is refused for other reasons.
    private static boolean isWrongCommand(Reply reply) {
        return reply.code() >= 500 && reply.code() <= 504;
    }

    /// Says what is no answer to a command: the banner.
    void greet(Reply banner) throws IOException {
        output.add(Replies.encode(banner));
    }

    /// Says a reply without waiting for the end of the batch: the last words, or before TLS.
    void sayAtOnce(Reply reply) throws IOException {
        write(reply, 1);
        output.flush();
    }

    /// Sends a challenge (RFC 4954 §4).
    void challenge(byte[] octets) throws IOException {
        var line = "334 " + Base64.getEncoder().encodeToString(octets) + "\r\n";
        output.add(line.getBytes(StandardCharsets.US_ASCII));
    }

    /// The client does what brings no message nearer.
    void junk() {
        budget.junk();
    }

    /// A message was accepted.
    void forgive() {
        budget.forgive();
    }

    private void write(Reply reply, int times) throws IOException {
        counters.count(verb, reply.code());
        log.atTrace()
                .addKeyValue("session", intake.session().id())
                .addKeyValue("verb", verb)
                .addKeyValue("reply", reply)
                .log("replied");
        var wire = Replies.encode(reply);
        for (int i = 0; i < times; i++) {
            output.add(wire);
        }
    }
}
