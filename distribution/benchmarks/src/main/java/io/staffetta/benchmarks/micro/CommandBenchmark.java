package io.staffetta.benchmarks.micro;

import io.staffetta.smtp.command.Command;
import io.staffetta.smtp.command.CommandParser;
import io.staffetta.smtp.command.Verb;
import io.staffetta.smtp.reply.Refused;
import io.staffetta.spi.mail.Domain;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Parses one command line.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CommandBenchmark {

    private final CommandParser parser = new CommandParser(Domain.parse("mail.test"), true);
    private final String hello = "EHLO client.test";
    private final String mail = "MAIL FROM:<sender@client.test> SIZE=4096 BODY=8BITMIME";
    private final String recipient = "RCPT TO:<user@sink.test>";

    /// EHLO.
    @Benchmark
    public Command hello() throws Refused {
        return parse(hello);
    }

    /// MAIL with two parameters.
    @Benchmark
    public Command mail() throws Refused {
        return parse(mail);
    }

    /// RCPT.
    @Benchmark
    public Command recipient() throws Refused {
        return parse(recipient);
    }

    private Command parse(String line) throws Refused {
        return parser.parse(Verb.of(line), line);
    }
}
