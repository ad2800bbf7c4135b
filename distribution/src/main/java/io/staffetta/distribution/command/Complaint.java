package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.ServerNotRunningException;

import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Turns a failure into one line for each problem, and an exit code.
final class Complaint implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return tell(e, command.getErr());
    }

    /// Returns the exit code.
    static int tell(Exception e, PrintWriter err) {
        return switch (e) {
            case StartupException problems -> {
                err.println("staffetta: cannot start:");
                problems.problems().forEach(problem -> err.println("  " + problem));
                yield ExitCode.of(problems.category());
            }
            case ServerNotRunningException down -> {
                err.println("staffetta: " + down.getMessage());
                yield ExitCode.NOT_RUNNING;
            }
            case UncheckedIOException unreachable -> {
                err.println("staffetta: " + lastMessage(unreachable));
                yield ExitCode.STORAGE;
            }
            case IllegalArgumentException refused -> {
                err.println("staffetta: " + refused.getMessage());
                yield ExitCode.REFUSED;
            }
            case IllegalStateException refused -> {
                err.println("staffetta: " + refused.getMessage());
                yield ExitCode.REFUSED;
            }
            default -> {
                LoggerFactory.getLogger(Complaint.class).error("unexpected failure", e);
                err.println("staffetta: unexpected failure: " + e);
                yield ExitCode.REFUSED;
            }
        };
    }

    private static String lastMessage(UncheckedIOException e) {
        var cause = e.getCause();
        return Objects.requireNonNullElse(
                cause == null ? e.getMessage() : cause.getMessage(), e.toString());
    }
}
