package io.staffetta.tls.boringssl;

import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts engines, each of which keeps a pipe open that nothing is ever sent through: two file
/// descriptors more than the connection. All engines together get a quarter of what the process may
/// have, so that none are missing elsewhere.
final class Descriptors {

    private static final int PER_ENGINE = 2;
    private static final int SHARE = 4;

    private final int most;
    private final AtomicInteger engines = new AtomicInteger();

    /// @param most engines at a time
    Descriptors(int most) {
        this.most = most;
    }

    /// By what the operating system allows this process.
    static Descriptors ofProcess() {
        return new Descriptors(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                        ? mostOf(os.getMaxFileDescriptorCount())
                        : Integer.MAX_VALUE);
    }

    private static int mostOf(long descriptors) {
        return Math.clamp(descriptors / SHARE / PER_ENGINE, 0, Integer.MAX_VALUE);
    }

    boolean suffice() {
        return engines.get() < most;
    }

    void opened() {
        engines.incrementAndGet();
    }

    void closed() {
        engines.decrementAndGet();
    }
}
