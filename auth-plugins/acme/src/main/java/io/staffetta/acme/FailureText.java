package io.staffetta.acme;

import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What went wrong, in one line for the operator.
final class FailureText {

    private static final int MAX = 500;

    private FailureText() {}

    static String of(Throwable failure) {
        return line(
                switch (failure) {
                    case AcmeServerException server -> text(server.getProblem());
                    case AcmeNetworkException network ->
                            "the authority does not answer: " + root(network);
                    default -> failure.getMessage() == null ? failure.toString() : message(failure);
                });
    }

    /// What the authority says is wrong, with what it says of single names.
    static String of(Problem problem) {
        return line(text(problem));
    }

    private static String text(Problem problem) {
        var whole = Stream.of(single(problem));
        var parts =
                problem.getSubProblems().stream()
                        .map(sub ->
                                sub.getIdentifier()
                                                .map(Identifier::getValue)
                                                .map(name -> name + ": ")
                                                .orElse("")
                                        + single(sub));
        return Stream.concat(whole, parts).collect(Collectors.joining("; "));
    }

    private static String single(Problem problem) {
        var type = problem.getType().toString();
        return type.substring(type.lastIndexOf(':') + 1)
                + problem.getDetail().map(detail -> ": " + detail).orElse("");
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : message(cause);
    }

    /// Much of it comes from outside.
    private static String line(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > MAX ? line.substring(0, MAX) + "…" : line;
    }
}
