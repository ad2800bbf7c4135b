package io.staffetta.kernel.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Names as Prometheus writes them: letters, digits and underscores, understood by every version.
final class PrometheusNames {

    private static final Pattern OTHER = Pattern.compile("[^a-zA-Z0-9_]+");

    private PrometheusNames() {}

    static String metric(String name) {
        return PrometheusNaming.sanitizeMetricName(OTHER.matcher(name).replaceAll("_"));
    }

    static Labels labels(Map<String, String> labels) {
        var names = new TreeMap<String, String>();
        labels.forEach((name, value) -> names.putIfAbsent(label(name), value));
        return Labels.of(
                names.keySet().toArray(String[]::new), names.values().toArray(String[]::new));
    }

    private static String label(String name) {
        var plain = OTHER.matcher(name).replaceAll("_");
        boolean taken = plain.equals("quantile") || plain.startsWith("__");
        return PrometheusNaming.sanitizeLabelName(taken ? "label_" + plain : plain);
    }
}
