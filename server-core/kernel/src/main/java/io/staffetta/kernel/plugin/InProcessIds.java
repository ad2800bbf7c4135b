package io.staffetta.kernel.plugin;

import java.util.Locale;

/// Names plugins that have no manifest.
final class InProcessIds {

    private InProcessIds() {}

    /// `GreylistPlugin` is `greylist`; a lambda has no name and gets a number.
    static String of(Class<?> type, int number) {
        var name = type.getSimpleName();
        if (name.isEmpty() || type.isHidden()) {
            return "plugin-" + number;
        }
        var stem =
                name.endsWith("Plugin") && name.length() > "Plugin".length()
                        ? name.substring(0, name.length() - "Plugin".length())
                        : name;
        return stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }
}
