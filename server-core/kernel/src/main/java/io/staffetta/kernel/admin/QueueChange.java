package io.staffetta.kernel.admin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an order did.
///
/// @param messages how many messages it was carried out for
/// @param problems why not for others that were named, one line each
/// @param next the last message of this page if there may be another page
public record QueueChange(int messages, List<String> problems, Optional<String> next) {

    static final QueueChange NONE = new QueueChange(0, List.of(), Optional.empty());

    public QueueChange {
        problems = List.copyOf(problems);
    }

    QueueChange plus(QueueChange more) {
        return new QueueChange(
                messages + more.messages,
                Stream.concat(problems.stream(), more.problems.stream()).toList(),
                more.next);
    }
}
