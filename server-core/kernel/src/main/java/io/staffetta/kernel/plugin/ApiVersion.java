package io.staffetta.kernel.plugin;

import java.util.regex.Pattern;

/// Version of the plugin API.
///
/// @param major plugins of another major version are refused
/// @param minor plugins made for a later minor version are refused
public record ApiVersion(int major, int minor) {

    /// What this server offers.
    public static final ApiVersion CURRENT = new ApiVersion(1, 0);

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /// Parses `major.minor`.
    ///
    /// @throws IllegalArgumentException if it is nothing of the kind
    static ApiVersion parse(String text) {
        var matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a version such as 1.0");
        }
        return new ApiVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /// Whether a plugin made for this version runs on a server that offers the other.
    boolean runsOn(ApiVersion server) {
        return major == server.major && minor <= server.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
