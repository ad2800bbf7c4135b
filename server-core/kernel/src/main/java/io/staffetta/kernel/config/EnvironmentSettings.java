package io.staffetta.kernel.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The variables `STAFFETTA_…` that set values. Those of the launcher and the command line do not,
/// nor do those that Kubernetes makes for a service called `staffetta`.
record EnvironmentSettings(Map<String, String> environment) {

    static final String PREFIX = "STAFFETTA_";

    private static final Set<String> RESERVED =
            Set.of("CONFIG", "DATA", "HOME", "JAVA", "JAVA_HOME", "OPTS", "PLUGINS");
    private static final Pattern SERVICE_LINK =
            Pattern.compile("SERVICE_(HOST|PORT.*)|PORT(_\\d+_(TCP|UDP|SCTP).*)?");

    List<Setting> read() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name -> isSetting(name.substring(PREFIX.length())))
                .sorted()
                .map(name -> setting(name, environment.getOrDefault(name, "")))
                .toList();
    }

    private static boolean isSetting(String name) {
        return !RESERVED.contains(name) && !SERVICE_LINK.matcher(name).matches();
    }

    private static Setting setting(String variable, String value) {
        return new Setting(
                variable.substring(PREFIX.length()),
                List.of(value),
                new Element.Origin("environment variable " + variable, 0),
                Setting.Spelling.ENVIRONMENT,
                true);
    }
}
