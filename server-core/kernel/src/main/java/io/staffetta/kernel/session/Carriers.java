package io.staffetta.kernel.session;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.management.ManagementFactory;

/// The platform threads that carry the virtual ones.
interface Carriers {

    /// Changes how many there are by so many.
    void add(int change);

    /// Those of the running JVM.
    static Carriers ofSystem() {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        return change -> scheduler.setParallelism(Math.max(1, scheduler.getParallelism() + change));
    }
}
