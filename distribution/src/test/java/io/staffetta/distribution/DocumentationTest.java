package io.staffetta.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Links of the documentation lead somewhere, and its tables are whole.
class DocumentationTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path CONFIGURATION = DOCS.resolve("configuration.md");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.*)$");

    static Stream<Path> pages() throws IOException {
        try (var found = Files.walk(DOCS)) {
            return Stream.concat(
                    Stream.of(Path.of("..", "README.md"), Path.of("..", "CHANGELOG.md")),
                    found.filter(page -> page.toString().endsWith(".md")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsLinksLeadSomewhere(Path page) throws IOException {
        assertThat(links(page))
                .filteredOn(link -> !link.contains("://"))
                .filteredOn(link -> !leadsSomewhere(page, link))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsTablesAreWhole(Path page) throws IOException {
        var rows = text(page).lines().toList();

        for (int row = 0; row < rows.size(); row++) {
            if (isRow(rows.get(row)) && (row == 0 || !isRow(rows.get(row - 1)))) {
                assertThat(rows.get(row + 1))
                        .as("below %s", rows.get(row))
                        .matches("\\s*\\|[-:| ]+\\|");
            }
        }
    }

    @Test
    void everySectionOfTheConfigurationIsInItsIndex() throws IOException {
        var index = links(text(CONFIGURATION).split("\n## ")[0]);

        assertThat(index).doesNotHaveDuplicates();
        assertThat(headings(CONFIGURATION, "##").map(DocumentationTest::anchor))
                .filteredOn(anchor -> !index.contains("#" + anchor))
                .isEmpty();
    }

    @Test
    void hooksAgainstAbuseStandInAlphabeticalOrder() throws IOException {
        var sections = headings(CONFIGURATION, "##").toList();
        var hooks =
                sections.subList(
                        sections.indexOf("Hooks against abuse") + 1,
                        sections.indexOf("Reload and restart"));

        assertThat(hooks).hasSizeGreaterThan(15).isSorted();
    }

    @Test
    void decisionsAreNumberedAndListed() throws IOException {
        var folder = DOCS.resolve("adr");
        List<String> records;
        try (var found = Files.list(folder)) {
            records =
                    found.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .sorted()
                            .toList();
        }

        assertThat(links(folder.resolve("README.md"))).containsExactlyElementsOf(records);
        for (int number = 1; number <= records.size(); number++) {
            var prefix = "%04d".formatted(number);
            var record = records.get(number - 1);
            assertThat(record).startsWith(prefix + "-");
            assertThat(Files.readString(folder.resolve(record))).startsWith("# " + prefix + ": ");
        }
    }

    private static boolean leadsSomewhere(Path page, String link) {
        try {
            var parts = link.split("#", 2);
            var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            return Files.exists(target)
                    && (parts.length == 1 || anchors(target).contains(parts[1]));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> links(Path page) throws IOException {
        return links(text(page));
    }

    private static List<String> links(String text) {
        return LINK.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Stream<String> headings(Path page, String level) throws IOException {
        return HEADING.matcher(text(page))
                .results()
                .filter(found -> found.group(1).matches(level))
                .map((MatchResult found) -> found.group(2));
    }

    /// One for each heading; the second of the same name gets a number.
    private static Set<String> anchors(Path page) throws IOException {
        var anchors = new HashSet<String>();
        for (var heading : headings(page, "#{1,6}").toList()) {
            var anchor = anchor(heading);
            for (int number = 1; !anchors.add(anchor); number++) {
                anchor = anchor(heading) + "-" + number;
            }
        }
        return anchors;
    }

    /// As those who show the page make it.
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private static boolean isRow(String line) {
        return line.strip().startsWith("|");
    }

    private static String text(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }
}
