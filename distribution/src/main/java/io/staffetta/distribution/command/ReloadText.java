package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.ReloadResult;

import java.util.ArrayList;

/// What came of a reload, for people.
final class ReloadText {

    private ReloadText() {}

    static String of(ReloadResult result) {
        var lines = new ArrayList<String>();
        result.problems().forEach(lines::add);
        result.warnings().forEach(line -> lines.add("warning: " + line));
        result.changes().forEach(lines::add);
        result.needsRestart().forEach(line -> lines.add("needs a restart: " + line));
        lines.add(
                result.applied()
                        ? "Reloaded."
                        : "Not reloaded: what was in force before still is.");
        return String.join("\n", lines);
    }
}
