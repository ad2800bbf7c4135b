package io.staffetta.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.distribution.Home;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.nio.file.Path;
import java.util.List;

/// A line that is read without picocli must mean the same to it.
class PlaceTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--data /srv/mail",
                "--config conf/other.xml",
                "--config /etc/staffetta.xml --data /srv/mail",
                "--data ../x_1.y --config a-b.xml"
            })
    void readsAPlainLineAsPicocliDoes(String line) {
        var words = words(line);
        var plain = Place.plain(home(), words).orElseThrow();
        var read = new Place(home());
        new CommandLine(
                        CommandLine.Model.CommandSpec.create()
                                .addMixin(
                                        "place",
                                        CommandLine.Model.CommandSpec.forAnnotatedObject(read)))
                .parseArgs(words.toArray(String[]::new));
        assertThat(plain.data()).isEqualTo(read.data());
        assertThat(plain.isTrial()).isEqualTo(read.isTrial());
    }

    @Test
    void aPlainLineSaysWhereThingsLie() {
        var place =
                Place.plain(
                                home(),
                                List.of("--data", "/srv/mail", "--config", "/etc/staffetta.xml"))
                        .orElseThrow();
        assertThat(place.data()).isEqualTo(Path.of("/srv/mail"));
        assertThat(place.isTrial()).isFalse();
        assertThat(Place.plain(home(), List.of()).orElseThrow().isTrial()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--data",
                "--data=/srv/mail",
                "--data --config",
                "--data @file",
                "--data a --data b",
                "--config a --config b",
                "--dat /srv/mail",
                "/srv/mail",
                "--data \"x\"",
                "--data /srv/mail extra"
            })
    void leavesEverythingElseToPicocli(String line) {
        assertThat(Place.plain(home(), words(line))).isEmpty();
    }

    private Home home() {
        return new Home(folder);
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }
}
