package io.staffetta.kernel.plugin;

import io.staffetta.kernel.config.SettingsTree;

/// Compares settings wherever they were written.
final class Settings {

    private Settings() {}

    static boolean areEqual(SettingsTree one, SettingsTree other) {
        if (!one.name().equals(other.name())
                || !one.text().equals(other.text())
                || !one.attributes().equals(other.attributes())
                || one.children().size() != other.children().size()) {
            return false;
        }
        for (int i = 0; i < one.children().size(); i++) {
            if (!areEqual(one.children().get(i), other.children().get(i))) {
                return false;
            }
        }
        return true;
    }
}
