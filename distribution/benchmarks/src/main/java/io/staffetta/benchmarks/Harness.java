package io.staffetta.benchmarks;

import io.staffetta.benchmarks.report.Metric;
import io.staffetta.benchmarks.report.Result;
import io.staffetta.benchmarks.server.MailServer;
import io.staffetta.benchmarks.server.Servers;
import io.staffetta.benchmarks.trial.Order;
import io.staffetta.benchmarks.trial.Workload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs a plan: A B C, A B C, …, so that what changes about the machine meets all servers alike.
final class Harness {

    private static final int SESSIONS = 64;

    /// Connections of the idle workloads, for servers that can hold them.
    static final int IDLE = 10_000;

    private static final int IDLE_QUICK = 1000;

    private final Options options;
    private final Servers servers;
    private final Runner runner;
    private final Book book;
    private final PrintStream out;
    private final long start = System.nanoTime();

    Harness(Options options, Servers servers, Runner runner, Book book, PrintStream out) {
        this.options = options;
        this.servers = servers;
        this.runner = runner;
        this.book = book;
        this.out = out;
    }

    void run(Plan plan) throws IOException, InterruptedException {
        for (var batch : plan.batches()) {
            for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
                for (var key : batch.servers()) {
                    trial(plan.workloads(batch, key, repetition), key, repetition);
                }
            }
            for (var key : batch.servers()) {
                Runner.delete(folder(key));
            }
            batch.workloads()
                    .forEach(workload -> {
                        out.println();
                        out.println(workload.id() + ": " + workload.title());
                        out.println(book.table(workload));
                    });
        }
        out.printf("%.1f minutes%n", minutes());
    }

    /// The order of one trial.
    Order order(String key, List<Workload> workloads, String profile) {
        return new Order(
                key,
                workloads,
                options.seconds(),
                options.quick() ? 0.5 : 1,
                SESSIONS,
                options.quick() ? IDLE_QUICK : IDLE,
                folder(key),
                profile);
    }

    private void trial(List<Workload> planned, String key, int repetition)
            throws IOException, InterruptedException {
        var server = servers.named(key);
        var workloads =
                planned.stream().filter(workload -> server.supports(workload.id())).toList();
        if (workloads.isEmpty()) {
            return;
        }
        var reason = reasonToSkip(server, workloads.getFirst());
        if (reason.isPresent()) {
            for (var workload : workloads) {
                if (!book.has(workload, server.name())) {
                    keep(workload, server, repetition, Map.of(), List.of(reason.get()));
                }
            }
            return;
        }
        try {
            var answers = runner.run(order(key, workloads, ""), Servers.queued(key) > 0);
            for (var workload : workloads) {
                var answer = answers.get(workload.id());
                if (answer != null) {
                    keep(workload, server, repetition, answer.values(), answer.notes());
                }
            }
        } catch (IOException e) {
            var note = Stream.of(String.valueOf(e.getMessage())).flatMap(String::lines).findFirst();
            for (var workload : workloads) {
                keep(workload, server, repetition, Map.of(), note.stream().toList());
            }
        }
    }

    private Optional<String> reasonToSkip(MailServer server, Workload first) {
        if (!server.facts().isPresent()) {
            return Optional.of("skipped: " + server.facts().missing());
        }
        if (minutes() > options.budgetMinutes()) {
            return book.has(first, server.name())
                    ? Optional.of("")
                    : Optional.of("skipped: the budget is spent");
        }
        return Optional.empty();
    }

    private void keep(
            Workload workload,
            MailServer server,
            int repetition,
            Map<Metric, Double> values,
            List<String> notes)
            throws IOException {
        var facts = server.facts();
        book.add(
                new Result(
                        workload.id(),
                        server.name(),
                        facts.version(),
                        facts.durability(),
                        repetition,
                        values,
                        notes));
        var rate = values.get(Metric.RATE);
        out.printf(
                "%5.1f min  %-8s %-28s #%d  %s%s%n",
                minutes(),
                workload.id(),
                server.name(),
                repetition,
                rate == null ? "" : Metric.RATE.show(rate) + "/s  ",
                String.join("; ", notes));
    }

    private Path folder(String key) {
        return runner.work().resolve("run").resolve(key);
    }

    private double minutes() {
        return (System.nanoTime() - start) / (double) TimeUnit.MINUTES.toNanos(1);
    }
}
