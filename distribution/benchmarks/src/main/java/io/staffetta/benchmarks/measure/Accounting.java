package io.staffetta.benchmarks.measure;

import java.io.IOException;
import java.util.List;

/// A group of processes and what they use.
public interface Accounting {

    /// The command that starts another one within the group.
    List<String> within(List<String> command);

    /// Processes that live now.
    List<Long> processes() throws IOException;

    /// Processor time since the group began, of processes that have ended, too, in seconds.
    double processorSeconds() throws IOException;

    /// A group of its own: a control group where there is one, else the descendants of this
    /// process, which misses those that gave themselves another parent.
    static Accounting group(String name) {
        return Cgroup.create(name).map(Accounting.class::cast).orElseGet(Descendants::new);
    }
}
