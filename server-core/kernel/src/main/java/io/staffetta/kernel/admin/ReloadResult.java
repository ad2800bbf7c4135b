package io.staffetta.kernel.admin;

import java.util.List;

/// What came of a reload.
///
/// @param applied whether the new configuration is in force; if not, the one before still is
/// @param changes what is different now, one line each
/// @param needsRestart what was asked for and takes effect only when the server is restarted
/// @param problems why it was not applied, one line each
/// @param warnings what an operator may want to know, one line each
public record ReloadResult(
        boolean applied,
        List<String> changes,
        List<String> needsRestart,
        List<String> problems,
        List<String> warnings) {

    public ReloadResult {
        changes = List.copyOf(changes);
        needsRestart = List.copyOf(needsRestart);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
