package io.staffetta.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A server under test: how to start, count and stop it.
public interface MailServer {

    /// What the tables call it.
    String name();

    /// Its version, or why it cannot run.
    Facts facts();

    /// Whether it can be measured with a workload.
    boolean supports(String workload);

    /// Sessions it can serve at once in a workload, if it cannot serve as many as asked for.
    Optional<Integer> sessions(String workload);

    /// The name to log in with.
    String login();

    /// How long it takes load before it is as fast as it gets.
    double warmSeconds();

    /// How long it must be idle until it has given back memory it does not need.
    default double idleSeconds() {
        return 0;
    }

    /// How long it takes to start, about.
    double startSeconds();

    /// Idle connections it can hold, if it cannot hold as many as asked for.
    OptionalInt idle();

    /// Prepares a run and says how to start the server in the foreground.
    ///
    /// @param run an empty folder, or the one of the run before where a queue is kept
    List<String> start(Mode mode, Path run) throws IOException, InterruptedException;

    /// Environment of that command.
    Map<String, String> environment(Path run);

    /// Called when the banner has come.
    default void started(Mode mode, Path run) throws IOException, InterruptedException {}

    /// Ends it.
    void stop(Process process, Path run) throws IOException, InterruptedException;

    /// Messages it has: in the queue or discarded, or in the mailbox for [Mode#DELIVER]; less than
    /// zero if it cannot say.
    long count(Mode mode, Path run) throws IOException, InterruptedException;

    /// Facts for the tables.
    ///
    /// @param version of the server
    /// @param durability what lies on stable storage before the 250
    /// @param missing why it cannot run; empty if it can
    record Facts(String version, String durability, String missing) {
        /// Whether it can run.
        public boolean isPresent() {
            return missing.isEmpty();
        }
    }
}
