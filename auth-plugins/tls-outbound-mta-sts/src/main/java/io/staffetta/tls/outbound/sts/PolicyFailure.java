package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.tls.TlsOutcome.Result;

import java.util.Objects;

/// A policy could not be had.
final class PolicyFailure extends Exception {

    private static final long serialVersionUID = 1;

    private static final int LONGEST = 300;

    private final Result result;
    private final String line;

    /// @param result what reports call it
    /// @param why for the operator and reports; made one line
    PolicyFailure(Result result, String why) {
        super(why, null, false, false);
        this.result = result;
        line = oneLine(why);
    }

    Result result() {
        return result;
    }

    @Override
    public String getMessage() {
        return line;
    }

    private static String oneLine(String text) {
        var clean =
                Objects.requireNonNullElse(text, "")
                        .replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ")
                        .strip();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
