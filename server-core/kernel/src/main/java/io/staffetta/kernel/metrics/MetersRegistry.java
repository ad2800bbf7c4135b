package io.staffetta.kernel.metrics;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import com.codahale.metrics.jvm.BufferPoolMetricSet;
import com.codahale.metrics.jvm.ClassLoadingGaugeSet;
import com.codahale.metrics.jvm.FileDescriptorRatioGauge;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.JvmAttributeGaugeSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import com.codahale.metrics.jvm.ThreadStatesGaugeSet;

import io.staffetta.spi.host.Meters;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/// The metrics of a server, kept by Dropwizard and shown as JMX beans and as Prometheus text. Used
/// by many threads.
public final class MetersRegistry implements Meters, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MetersRegistry.class);

    /// Domain of the JMX beans.
    public static final String JMX_DOMAIN = "io.staffetta";

    private final MetricRegistry registry = new MetricRegistry();
    private final SharedMeters shared = new SharedMeters(registry);
    private final MetersScope root = new MetersScope(shared);
    private final PrometheusText prometheus = new PrometheusText(registry, shared);
    private @Nullable JmxReporter jmx;
    private boolean isClosed;
    private volatile @Nullable Thread publishing;

    /// Does [#publish] on another thread, which takes a while; [#prometheus] waits for it.
    public void publishSoon() {
        publishing =
                Thread.ofPlatform()
                        .daemon()
                        .name("publish-metrics")
                        .start(() -> {
                            try {
                                publish();
                            } catch (RuntimeException e) {
                                log.atError()
                                        .setCause(e)
                                        .log("metrics of Java and JMX are missing");
                            }
                        });
    }

    /// Adds the metrics of the Java run-time and shows everything as JMX beans. Not done by the
    /// constructor: the beans are the process' own, and a test may run many servers in it. Further
    /// calls do nothing.
    public synchronized void publish() {
        if (jmx != null || isClosed) {
            return;
        }
        registry.registerAll("jvm.memory", new MemoryUsageGaugeSet());
        registry.registerAll("jvm.gc", new GarbageCollectorMetricSet());
        registry.registerAll("jvm.threads", new ThreadStatesGaugeSet());
        registry.registerAll("jvm.classes", new ClassLoadingGaugeSet());
        registry.registerAll("jvm.attributes", new JvmAttributeGaugeSet());
        registry.registerAll(
                "jvm.buffers", new BufferPoolMetricSet(ManagementFactory.getPlatformMBeanServer()));
        registry.register("jvm.files.open.ratio", new FileDescriptorRatioGauge());
        var reporter =
                JmxReporter.forRegistry(registry)
                        .inDomain(JMX_DOMAIN)
                        .createsObjectNamesWith(MetersRegistry::beanName)
                        .build();
        reporter.start();
        jmx = reporter;
    }

    /// Meters that vanish when the scope is closed.
    public MetersScope scope() {
        return new MetersScope(shared);
    }

    /// All metrics in the text format of Prometheus 0.0.4. Our names begin with `staffetta_`, those
    /// of the Java run-time with `jvm_`.
    public String prometheus() {
        awaitPublishing();
        return prometheus.render();
    }

    @Override
    public Counter counter(String name, Map<String, String> labels) {
        return root.counter(name, labels);
    }

    @Override
    public Timer timer(String name, Map<String, String> labels) {
        return root.timer(name, labels);
    }

    @Override
    public void gauge(String name, Map<String, String> labels, LongSupplier value) {
        root.gauge(name, labels, value);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (jmx != null) {
            jmx.close();
        }
        root.close();
    }

    /// The library's own names lose their type when the name has to be quoted.
    private static ObjectName beanName(String type, String domain, String name) {
        try {
            return new ObjectName(
                    "%s:type=%s,name=%s".formatted(domain, type, ObjectName.quote(name)));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("quoted names are well-formed", e);
        }
    }

    private void awaitPublishing() {
        var present = publishing;
        if (present != null) {
            try {
                present.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
