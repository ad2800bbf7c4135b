package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// Each folder of `errors` holds a wrong configuration, perhaps with an environment, and in
/// `expected.txt` all that is said of it. Run with `-Dgolden.update=true` to write these files
/// anew, then read what changed.
class ConfigErrorsTest {

    private static final Path SOURCES =
            Path.of("src/test/resources/io/staffetta/kernel/config/errors");

    static List<Path> cases() throws IOException, URISyntaxException {
        var errors = Objects.requireNonNull(ConfigErrorsTest.class.getResource("errors"));
        try (var folders = Files.list(Path.of(errors.toURI()))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyMistakeIsNamed(Path folder) throws IOException {
        var reader = new ConfigReader(environment(folder), () -> "box");
        var source = ConfigSource.file(folder.resolve("staffetta.xml"));

        var failure = catchThrowableOfType(ConfigException.class, () -> reader.read(source));

        assertThat(failure).as("the configuration is refused").isNotNull();
        var said = failure.getMessage().replace(folder.toString(), "conf") + "\n";
        if (Boolean.getBoolean("golden.update")) {
            var name = String.valueOf(folder.getFileName());
            Files.writeString(SOURCES.resolve(name).resolve("expected.txt"), said);
        } else {
            assertThat(said).isEqualTo(Files.readString(folder.resolve("expected.txt")));
        }
    }

    private static Map<String, String> environment(Path folder) throws IOException {
        var file = folder.resolve("environment.properties");
        var variables = new HashMap<String, String>();
        if (Files.exists(file)) {
            var properties = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            }
            properties
                    .stringPropertyNames()
                    .forEach(n -> variables.put(n, properties.getProperty(n)));
        }
        return variables;
    }
}
