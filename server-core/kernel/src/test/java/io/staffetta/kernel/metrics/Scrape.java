package io.staffetta.kernel.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A strict reader of the Prometheus text format.
///
/// @param types family → type
/// @param samples series as written → value
record Scrape(Map<String, String> types, Map<String, Double> samples) {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL =
            "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|summary)");
    private static final Pattern SAMPLE =
            Pattern.compile("((" + NAME + ")(?:\\{" + LABEL + "(?:," + LABEL + ")*,?\\})?) (\\S+)");

    static Scrape of(String text) {
        var scrape = new Scrape(new HashMap<>(), new HashMap<>());
        var family = "";
        for (var line : text.split("\n")) {
            if (line.startsWith("# HELP ")) {
                continue;
            }
            var type = TYPE.matcher(line);
            if (type.matches()) {
                if (scrape.types.put(type.group(1), type.group(2)) != null) {
                    throw new AssertionError("family written twice: " + line);
                }
                family = type.group(1);
                continue;
            }
            var sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("not a sample: " + line);
            }
            var name = sample.group(2);
            if (!name.equals(family)
                    && !name.equals(family + "_sum")
                    && !name.equals(family + "_count")) {
                throw new AssertionError("outside its family " + family + ": " + line);
            }
            if (scrape.samples.put(sample.group(1), Double.valueOf(sample.group(3))) != null) {
                throw new AssertionError("series written twice: " + line);
            }
        }
        return scrape;
    }

    Double value(String series) {
        return samples.get(series);
    }
}
