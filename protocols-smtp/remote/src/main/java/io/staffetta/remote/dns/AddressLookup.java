package io.staffetta.remote.dns;

import io.staffetta.dns.Answer;
import io.staffetta.dns.Deadline;
import io.staffetta.dns.Question;
import io.staffetta.dns.StubResolver;
import io.staffetta.spi.host.Threads;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/// Finds the addresses of hosts: A and AAAA of all of them at once.
final class AddressLookup {

    private static final Answer UNWANTED = new Answer.Absent(false, Duration.ZERO);

    private final StubResolver resolver;
    private final AddressFamily family;
    private final RandomGenerator random;

    AddressLookup(StubResolver resolver, AddressFamily family, RandomGenerator random) {
        this.resolver = resolver;
        this.family = family;
        this.random = random;
    }

    /// @return for each host in the same order
    List<HostAddresses> find(List<String> hosts, Deadline deadline)
            throws LookupFailure, InterruptedException {
        var questions = new ArrayList<Question>();
        for (var host : hosts) {
            questions.add(new Question(ExchangerLookup.name(host), Type.AAAA));
            questions.add(new Question(ExchangerLookup.name(host), Type.A));
        }
        var answers = ask(questions, deadline);
        var out = new ArrayList<HostAddresses>();
        for (int i = 0; i < answers.size(); i += 2) {
            out.add(both(answers.get(i), answers.get(i + 1)));
        }
        return out;
    }

    /// Whether a question of this type is of any use.
    private boolean isWanted(int type) {
        return switch (family) {
            case ANY -> true;
            case IPV4 -> type == Type.A;
            case IPV6 -> type == Type.AAAA;
        };
    }

    private List<Answer> ask(List<Question> questions, Deadline deadline)
            throws InterruptedException {
        var known = questions.stream().flatMap(question -> known(question).stream()).toList();
        if (known.size() == questions.size()) {
            return known;
        }
        var threads = Threads.virtual().name("dns-", 0).factory();
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            var asked =
                    questions.stream()
                            .map(question -> executor.submit(() -> answer(question, deadline)))
                            .toList();
            try {
                var answers = new ArrayList<Answer>();
                for (var answer : asked) {
                    answers.add(get(answer));
                }
                return answers;
            } catch (InterruptedException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }

    private Answer answer(Question question, Deadline deadline) throws InterruptedException {
        return isWanted(question.type()) ? resolver.ask(question, deadline) : UNWANTED;
    }

    private Optional<Answer> known(Question question) {
        return isWanted(question.type()) ? resolver.known(question) : Optional.of(UNWANTED);
    }

    private static Answer get(Future<Answer> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question to DNS broke", e);
        }
    }

    private HostAddresses both(Answer six, Answer four) {
        var addresses = new ArrayList<InetAddress>();
        boolean exists = false;
        var trouble = Optional.<String>empty();
        for (var answer : List.of(six, four)) {
            switch (answer) {
                case Answer.Found(List<Record> records, _) -> {
                    records.forEach(record -> address(record).ifPresent(addresses::add));
                    exists = true;
                }
                case Answer.Absent(boolean name, _) -> exists |= name;
                case Answer.Failed(String why) -> trouble = trouble.or(() -> Optional.of(why));
            }
        }
        Collections.shuffle(addresses, random);
        return new HostAddresses(HostAddresses.inTurn(addresses), exists, trouble);
    }

    /// Without the name that dnsjava gives it, which ends with a dot.
    private static Optional<InetAddress> address(Record record) {
        return switch (record) {
            case ARecord four -> Optional.of(nameless(four.getAddress()));
            case AAAARecord six -> Optional.of(nameless(six.getAddress()));
            default -> Optional.empty();
        };
    }

    private static InetAddress nameless(InetAddress address) {
        return InetAddress.ofLiteral(address.getHostAddress());
    }
}
