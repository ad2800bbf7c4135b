package io.staffetta.kernel;

import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.net.BindFailure;

import java.util.List;

/// Words listeners that cannot be opened.
final class Bindings {

    private Bindings() {}

    static List<Problem> problems(BindFailure failure) {
        return failure.problems().stream()
                .map(message -> new Problem("listeners", 0, "", message))
                .toList();
    }
}
