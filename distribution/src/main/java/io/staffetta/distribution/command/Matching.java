package io.staffetta.distribution.command;

import io.staffetta.spi.queue.MailQueue;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Optional;

/// Which messages of the queue.
final class Matching {

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Messages of this sender only; <> or an empty text for the null sender.")
    private @Nullable String from;

    @Option(
            names = "--to-domain",
            paramLabel = "DOMAIN",
            description = "Messages only that still have to go to a recipient of this domain.")
    private @Nullable String toDomain;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            converter = Age.class,
            description = "Messages only that are at least so old: 90s, 30m, 1h30m, 5d.")
    private @Nullable Duration olderThan;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Messages only that are ${COMPLETION-CANDIDATES}.")
    private @Nullable QueueName status;

    MailQueue.Filter filter() {
        return new MailQueue.Filter(
                Optional.ofNullable(toDomain),
                Optional.ofNullable(from).map(Matching::path),
                Optional.ofNullable(olderThan),
                Optional.ofNullable(status).map(QueueName::status));
    }

    /// An address without its brackets.
    static String path(String text) {
        return text.startsWith("<") && text.endsWith(">")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
