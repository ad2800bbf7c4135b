package io.staffetta.kernel.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// Shows a configuration after overrides, as XML. Variables are shown as they were written, not
/// what they stand for; values of elements whose name says that they are secret are masked.
public final class EffectiveConfig {

    private static final Pattern SECRET =
            Pattern.compile(
                    "(?:.*-)?(?:password|passphrase|secret|token|pin|api-key|credentials?)");

    private EffectiveConfig() {}

    /// The whole configuration, each line ended by a newline.
    public static String render(SettingsTree root) {
        var out = new StringBuilder();
        render(root, root.location().file(), "", out);
        return out.toString();
    }

    private static void render(SettingsTree tree, String file, String indent, StringBuilder out) {
        out.append(indent).append('<').append(tree.name());
        tree.attributes()
                .forEach((name, value) ->
                        out.append(' ')
                                .append(name)
                                .append("=\"")
                                .append(escaped(value))
                                .append('"'));
        var text = shown(tree);
        if (tree.children().isEmpty()) {
            out.append(text.isEmpty() ? "/>" : ">" + text + "</" + tree.name() + ">");
            out.append(origin(tree, file)).append('\n');
            return;
        }
        out.append('>').append(text).append(origin(tree, file)).append('\n');
        tree.children().forEach(child -> render(child, file, indent + "  ", out));
        out.append(indent).append("</").append(tree.name()).append(">\n");
    }

    private static String shown(SettingsTree tree) {
        boolean secret = SECRET.matcher(tree.name().toLowerCase(Locale.ROOT)).matches();
        boolean literal = tree.text().equals(tree.written());
        return secret && literal && !tree.text().isEmpty() ? "***" : escaped(tree.written());
    }

    /// A comment for what was not written in the XML.
    private static String origin(SettingsTree tree, String file) {
        var at = tree.location();
        var moved = new StringBuilder();
        if (!at.file().equals(file)) {
            moved.append(comment("", at));
        }
        tree.moved().forEach((name, place) -> moved.append(comment("@" + name + ": ", place)));
        return moved.toString();
    }

    private static String comment(String what, SettingsTree.Location at) {
        var line = at.line() > 0 ? ":" + at.line() : "";
        return " <!-- " + what + at.file() + line + " -->";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
