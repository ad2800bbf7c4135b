package io.staffetta.kernel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Names of record components and constants as the operator writes them.
final class Kebab {

    private Kebab() {}

    /// `maxEntries` is `max-entries`.
    static String ofComponent(String name) {
        var out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                out.append(i == 0 ? "" : "-").append(Character.toLowerCase(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// `IF_NEEDED` is `if-needed`.
    static String ofConstant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What one item of a list called so may be called: `networks` holds `network`. The likely
    /// singular comes first.
    static List<String> singulars(String plural) {
        var out = new ArrayList<String>();
        if (plural.endsWith("ies")) {
            out.add(plural.substring(0, plural.length() - 3) + "y");
        }
        if (plural.matches(".*(ss|x|ch|sh|s)es")) {
            out.add(plural.substring(0, plural.length() - 2));
        }
        if (plural.endsWith("s") && !plural.endsWith("ss")) {
            out.add(plural.substring(0, plural.length() - 1));
        }
        return out;
    }
}
