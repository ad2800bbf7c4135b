package io.staffetta.kernel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.ObjectName;

class MetersRegistryTest {

    @AutoClose private final MetersRegistry meters = new MetersRegistry();

    @Test
    void labelsBecomeSeriesOfOneFamily() {
        meters.counter("smtp.commands", Map.of("verb", "MAIL", "code", "250")).add(3);
        meters.counter("smtp.commands", Map.of("code", "550", "verb", "RCPT")).increment();
        meters.counter("smtp.commands", Map.of("code", "250", "verb", "MAIL")).increment();

        var scrape = Scrape.of(meters.prometheus());

        assertThat(scrape.types()).containsEntry("staffetta_smtp_commands_total", "counter");
        assertThat(scrape.value("staffetta_smtp_commands_total{code=\"250\",verb=\"MAIL\"}"))
                .isEqualTo(4);
        assertThat(scrape.value("staffetta_smtp_commands_total{code=\"550\",verb=\"RCPT\"}"))
                .isEqualTo(1);
    }

    @Test
    void timersHaveCountSumAndQuantilesInSeconds() {
        var timer = meters.timer("maildir.delivery.seconds", Map.of());
        timer.record(Duration.ofMillis(500));
        timer.record(Duration.ofMillis(1500));

        var scrape = Scrape.of(meters.prometheus());

        assertThat(scrape.types()).containsEntry("staffetta_maildir_delivery_seconds", "summary");
        assertThat(scrape.value("staffetta_maildir_delivery_seconds_count")).isEqualTo(2);
        assertThat(scrape.value("staffetta_maildir_delivery_seconds_sum")).isEqualTo(2);
        assertThat(scrape.value("staffetta_maildir_delivery_seconds{quantile=\"0.99\"}"))
                .isEqualTo(1.5);
    }

    @Test
    void gaugesAreReadWhenSomebodyLooks() {
        var value = new AtomicLong(1);
        meters.gauge("queue.messages", Map.of(), value::get);
        value.set(7);

        var scrape = Scrape.of(meters.prometheus());

        assertThat(scrape.types()).containsEntry("staffetta_queue_messages", "gauge");
        assertThat(scrape.value("staffetta_queue_messages")).isEqualTo(7);
    }

    @Test
    void everyNameAndValueIsWrittenSoThatItCanBeRead() {
        meters.counter("a-b c.d", Map.of("quantile", "x", "__name", "y", "ü b", "\"q\"\\,}=\n"))
                .increment();
        meters.counter("ends.total").increment();
        meters.counter("same.name").increment();
        meters.counter("same-name").increment();
        meters.gauge("same_name", Map.of(), () -> 1);
        meters.gauge(
                "broken",
                Map.of(),
                () -> {
                    throw new IllegalStateException("broken gauge");
                });
        meters.publish();

        var scrape = Scrape.of(meters.prometheus());

        assertThat(scrape.value("staffetta_ends_total")).isEqualTo(1);
        assertThat(scrape.value("jvm_memory_heap_used")).isPositive();
        assertThat(scrape.samples().keySet())
                .anyMatch(series -> series.contains("\\\"q\\\"\\\\,}=\\n"))
                .noneMatch(series -> series.contains("broken"));
    }

    @Test
    void metersAreJmxBeans() throws Exception {
        meters.publish();
        meters.counter("smtp.commands", Map.of("verb", "MAIL", "code", "250")).add(5);

        var beans =
                ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("io.staffetta:type=counters,*"), null);

        assertThat(beans)
                .anyMatch(bean ->
                        ObjectName.unquote(bean.getKeyProperty("name"))
                                .equals("smtp.commands{code=250,verb=MAIL}"));
    }

    @Test
    void whoeverAsksWaitsForThePublication() {
        meters.publishSoon();

        assertThat(Scrape.of(meters.prometheus()).value("jvm_memory_heap_used")).isPositive();
    }

    @Test
    void aPublicationThatComesTooLateShowsNothing() throws Exception {
        meters.publishSoon();
        meters.close();
        meters.prometheus();

        assertThat(
                        ManagementFactory.getPlatformMBeanServer()
                                .queryNames(new ObjectName("io.staffetta:*"), null))
                .isEmpty();
    }

    @Test
    void theMetersOfAScopeVanishWithIt() {
        var scope = meters.scope();
        scope.counter("plugin.calls").increment();
        scope.gauge("plugin.size", Map.of(), () -> 1);
        scope.timer("plugin.seconds", Map.of()).record(Duration.ofSeconds(1));
        assertThat(Scrape.of(meters.prometheus()).types()).hasSize(3);

        scope.close();

        assertThat(meters.prometheus()).isEmpty();
        scope.counter("late").increment();
        assertThat(meters.prometheus()).isEmpty();
    }

    @Test
    void aCounterGoesOnFromOneGenerationToTheNext() {
        var first = meters.scope();
        first.counter("plugin.calls").add(2);
        first.gauge("plugin.size", Map.of(), () -> 1);
        var second = meters.scope();
        second.counter("plugin.calls").add(3);
        second.gauge("plugin.size", Map.of(), () -> 2);

        first.close();

        var scrape = Scrape.of(meters.prometheus());
        assertThat(scrape.value("staffetta_plugin_calls_total")).isEqualTo(5);
        assertThat(scrape.value("staffetta_plugin_size")).isEqualTo(2);
        second.close();
        assertThat(meters.prometheus()).isEmpty();
    }

    @Test
    void aGenerationThatFailedLeavesTheOldGaugeInPlace() {
        meters.gauge("plugin.size", Map.of(), () -> 1);
        var failed = meters.scope();
        failed.gauge("plugin.size", Map.of(), () -> 2);

        failed.close();

        assertThat(Scrape.of(meters.prometheus()).value("staffetta_plugin_size")).isEqualTo(1);
    }

    @Test
    void aNameIsOneKindOfMeter() {
        meters.counter("a");
        assertThatThrownBy(() -> meters.timer("a", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("meter a is a counter already");
        assertThatThrownBy(() -> meters.counter("a").add(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooManyLabelValuesAreLeftOut() {
        for (int i = 0; i < 2 * SharedMeters.MAX_SERIES; i++) {
            meters.counter("flood", Map.of("client", "c" + i)).increment();
        }
        assertThat(Scrape.of(meters.prometheus()).samples()).hasSize(SharedMeters.MAX_SERIES);
    }
}
