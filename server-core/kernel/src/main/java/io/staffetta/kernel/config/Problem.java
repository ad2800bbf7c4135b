package io.staffetta.kernel.config;

/// One mistake in the configuration, or one thing to note.
///
/// @param file file name as the operator gave it, or `environment variable NAME`
/// @param line from 1; 0 if it has no line
/// @param path element or attribute, such as `listeners/listener[mx]/@bind`; empty for the file
/// @param message one line without the place
public record Problem(String file, int line, String path, String message) {

    public Problem {
        message = message.replaceAll("\\p{Cntrl}+", " ");
    }

    /// A problem at a place.
    public static Problem at(SettingsTree.Location location, String message) {
        return new Problem(location.file(), location.line(), location.path(), message);
    }

    /// The line shown to the operator: `conf/staffetta.xml:12: path: message`.
    @Override
    public String toString() {
        var place = line > 0 ? file + ":" + line : file;
        return path.isEmpty() ? place + ": " + message : place + ": " + path + ": " + message;
    }
}
