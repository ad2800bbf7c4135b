package io.staffetta.kernel.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Shows all meters as Prometheus text.
///
/// Not by the library's adapter for Dropwizard: it makes a metric of its own out of each Dropwizard
/// name, so that the series of one name could not be told apart by labels, and it has no sum for
/// timers.
final class PrometheusText {

    private static final Logger log = LoggerFactory.getLogger(PrometheusText.class);

    private final MetricRegistry registry;
    private final SharedMeters shared;

    PrometheusText(MetricRegistry registry, SharedMeters shared) {
        this.registry = registry;
        this.shared = shared;
    }

    String render() {
        var families = new TreeMap<String, PrometheusFamily>();
        shared.meters()
                .forEach((key, meter) -> {
                    var name = PrometheusNames.metric("staffetta." + key.name());
                    var family =
                            families.computeIfAbsent(name, _ -> PrometheusFamily.of(name, meter));
                    add(family, key, meter);
                });
        registry.getGauges((name, _) -> name.startsWith("jvm."))
                .forEach((name, gauge) -> addJvm(families, name, gauge));
        var snapshots = MetricSnapshots.builder();
        families.values().stream()
                .filter(family -> !family.isEmpty())
                .forEach(family -> snapshots.metricSnapshot(family.snapshot()));
        return text(snapshots.build());
    }

    private static void add(PrometheusFamily family, MeterKey key, SharedMeter meter) {
        try {
            family.add(PrometheusNames.labels(key.labels()), meter);
        } catch (RuntimeException e) {
            // A gauge that throws, or names that differ only in what Prometheus cannot write.
            log.atDebug().addKeyValue("meter", key.flat()).setCause(e).log("meter left out");
        }
    }

    private static void addJvm(
            Map<String, PrometheusFamily> families, String name, Gauge<?> gauge) {
        try {
            if (gauge.getValue() instanceof Number number
                    && Double.isFinite(number.doubleValue())) {
                var metric = PrometheusNames.metric(name);
                families.computeIfAbsent(metric, PrometheusFamily.Gauges::new)
                        .addValue(PrometheusNames.labels(Map.of()), number.doubleValue());
            }
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("meter", name).setCause(e).log("meter left out");
        }
    }

    private static String text(MetricSnapshots snapshots) {
        var out = new ByteArrayOutputStream(16_384);
        try {
            PrometheusTextFormatWriter.create().write(out, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
