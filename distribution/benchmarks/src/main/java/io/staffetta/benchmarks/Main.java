package io.staffetta.benchmarks;

import io.staffetta.benchmarks.server.Servers;
import io.staffetta.benchmarks.trial.Workload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The command line of the harness.
public final class Main {

    private Main() {}

    public static void main(String[] words) throws Exception {
        if (List.of(words).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        var servers = Servers.fromProperties();
        var work = Files.createDirectories(servers.bench().folder());
        if (List.of(words).contains("--list")) {
            list(Options.parse(without(words, "--list")), servers);
            return;
        }
        try (var channel =
                        FileChannel.open(
                                work.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw new IllegalArgumentException("another run holds " + work.resolve("lock"));
            }
            run(Options.parse(words), servers);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private static String[] without(String[] words, String option) {
        return Stream.of(words).filter(word -> !word.equals(option)).toArray(String[]::new);
    }

    private static void list(Options options, Servers servers) throws IOException {
        Workload.ALL.forEach(each -> System.out.println(each.id() + "\t" + each.title()));
        for (var name : servers.peers()) {
            var facts = servers.peer(name).facts();
            System.out.println(
                    name + "\t" + (facts.isPresent() ? facts.version() : facts.missing()));
        }
        var plan = Plan.of(options, peers(options, servers));
        System.out.printf(
                "such a run takes about %.1f minutes%n",
                new Estimate(servers, options).minutes(plan));
    }

    private static void run(Options options, Servers servers)
            throws IOException, InterruptedException {
        servers.bench().prepare();
        if (!options.install().isEmpty()) {
            boolean all = options.install().equals(List.of("all"));
            for (var name : all ? servers.peers() : options.install()) {
                servers.peer(name).install();
            }
            return;
        }
        var work = servers.bench().folder();
        var module = servers.scripts().resolveSibling(".").normalize();
        boolean root = "root".equals(System.getProperty("user.name"));
        var runner =
                new Runner(
                        work,
                        root ? List.of(servers.scripts().resolve("ns").toString()) : List.of());
        if (!options.profile().isEmpty()) {
            new Profile(runner, servers).run(options, module.resolve("target"), System.out);
            return;
        }
        var book = new Book(options.resultsIn(module), Machine.describe(work, root));
        new Harness(options, servers, runner, book, System.out)
                .run(Plan.of(options, peers(options, servers)));
    }

    private static List<String> peers(Options options, Servers servers) throws IOException {
        if (options.peers().equals(List.of("none"))) {
            return List.of();
        }
        return options.peers().isEmpty() ? servers.peers() : options.peers();
    }
}
