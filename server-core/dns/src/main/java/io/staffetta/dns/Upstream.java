package io.staffetta.dns;

import org.xbill.DNS.Message;

import java.io.IOException;

/// Who knows the answers. Used by many threads.
@FunctionalInterface
public interface Upstream {

    /// Asks one question, blocking.
    ///
    /// @return a response that belongs to the question, NOERROR or NXDOMAIN
    /// @throws IOException with one line, if there is none before the deadline
    /// @throws InterruptedException if the thread was interrupted
    Message exchange(Question question, Deadline deadline) throws IOException, InterruptedException;
}
