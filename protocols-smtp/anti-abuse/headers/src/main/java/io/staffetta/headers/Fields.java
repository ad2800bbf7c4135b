package io.staffetta.headers;

import java.util.List;
import java.util.function.BiConsumer;

/// Which fields there must be, and which only once.
///
/// @param required names of fields that must be there
/// @param once names of fields that may occur once
record Fields(List<String> required, List<String> once) {

    void check(Section section, BiConsumer<Rule, String> broken) {
        for (var name : required) {
            if (section.first(name).isEmpty()) {
                broken.accept(Rule.REQUIRED, "there is no " + name);
            }
        }
        for (var name : once) {
            if (section.all(name).size() > 1) {
                broken.accept(Rule.ONCE, "there is more than one " + name);
            }
        }
    }
}
