package io.staffetta.sql;

import org.flywaydb.core.api.exception.FlywayValidateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts into one line, for the operator, why a database cannot be opened.
final class DatabaseFault {

    private static final int H2_ALREADY_OPEN = 90020;
    private static final int H2_IO = 90028;
    private static final int H2_FILE_CORRUPTED = 90030;
    private static final int H2_IO_FILE = 90031;
    private static final int H2_FILE_VERSION = 90048;
    private static final int H2_FILE_CREATION = 90062;
    private static final int H2_GENERAL = 50000;

    private DatabaseFault() {}

    static IOException explain(String url, String user, Exception failure) {
        var line =
                sqlCause(failure)
                        .map(sql -> "database " + safe(url) + " " + what(sql, user))
                        .orElseGet(() -> schemaFault(url, failure));
        return new IOException(line, failure);
    }

    /// What an open database throws that cannot tell now.
    static UncheckedIOException unavailable(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }

    /// The first line of a message.
    static String line(Throwable failure) {
        var message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().map(String::strip).findFirst().orElse("");
    }

    private static String what(SQLException sql, String user) {
        return switch (sql.getErrorCode()) {
            case H2_ALREADY_OPEN ->
                    "is in use by another process: stop it, or use another data folder";
            case H2_FILE_CORRUPTED, H2_FILE_VERSION, H2_GENERAL ->
                    "is damaged (%s): put a backup in its place, or move the file away to begin anew"
                            .formatted(line(sql));
            case H2_IO, H2_IO_FILE, H2_FILE_CREATION ->
                    "cannot be read or written (%s): check the disk and the permissions"
                            .formatted(line(sql));
            default -> byState(sql, user);
        };
    }

    private static String byState(SQLException sql, String user) {
        var state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("28")) {
            return "refuses user '%s': check <user> and <password>".formatted(user);
        }
        if (state.startsWith("08")) {
            return "cannot be reached: " + line(sql);
        }
        return "cannot be used: " + line(sql);
    }

    private static String schemaFault(String url, Exception failure) {
        return failure instanceof FlywayValidateException
                ? ("database %s has tables of another version of this server:"
                                + " use that version, or restore a backup of this one's")
                        .formatted(safe(url))
                : "database %s cannot be brought to the present version: %s"
                        .formatted(safe(url), line(failure));
    }

    private static Optional<SQLException> sqlCause(Exception failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    // Parameters of a URL may hold a password.
    private static String safe(String url) {
        return url.replaceAll("[;?].*", "").replaceAll("//[^/@]*@", "//");
    }
}
