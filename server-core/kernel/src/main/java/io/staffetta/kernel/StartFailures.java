package io.staffetta.kernel;

import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.plugin.StartFailure;

import java.util.List;

/// Words a component that did not start.
final class StartFailures {

    private StartFailures() {}

    static StartupException of(Category category, StartFailure failure) {
        var problem = new Problem(failure.component(), 0, "", failure.reason());
        return new StartupException(category, List.of(problem), failure);
    }
}
