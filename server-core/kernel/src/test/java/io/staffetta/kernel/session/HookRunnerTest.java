package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class HookRunnerTest {

    private final HookRunner runner = new HookRunner(new TestMeters(), _ -> {});

    @AfterEach
    void close() {
        runner.close();
    }

    private static Callee callee(Object component, Duration deadline, boolean interrupt) {
        return new Callee(component, "test", deadline, interrupt, 1);
    }

    @Test
    void callsOnAVirtualThreadOfItsOwnWithTheClassLoaderOfThePlugin() throws Exception {
        var classes = getClass().getProtectionDomain().getCodeSource().getLocation();
        var name = Plugin.class.getName();
        try (var loader =
                new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            var plugin = loader.loadClass(name).getDeclaredConstructor().newInstance();
            var thread =
                    (CallResult.Returned<Thread>)
                            runner.call(callee(plugin, Server.LONG, true), Thread::currentThread);
            assertThat(thread.value().isVirtual()).isTrue();
            var seen =
                    runner.call(
                            callee(plugin, Server.LONG, true),
                            () -> Thread.currentThread().getContextClassLoader());
            assertThat(seen).isEqualTo(new CallResult.Returned<>(loader));
        }
    }

    /// Loaded a second time, by a loader of its own.
    public static final class Plugin {}

    @Test
    void whatTheJvmCannotGoOnFromIsPassedOn() {
        assertThatThrownBy(() ->
                        runner.call(
                                callee(this, Server.LONG, true),
                                () -> {
                                    throw new OutOfMemoryError("test");
                                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aCallerThatIsInterruptedDoesNotWait() {
        Thread.currentThread().interrupt();
        var result =
                runner.call(
                        callee(this, Server.LONG, true),
                        () -> {
                            new CountDownLatch(1).await();
                            return "late";
                        });
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(result).isInstanceOf(CallResult.Failed.class);
        assertThat(((CallResult.Failed<String>) result).cause())
                .isEqualTo(CallResult.Cause.INTERRUPTED);
    }

    @Test
    void aLateCallIntoAStoreIsLeftToEndByItself() throws Exception {
        var release = new CountDownLatch(1);
        var end = new CompletableFuture<String>();
        var result =
                runner.call(
                        callee(this, Server.SHORT, false),
                        () -> {
                            try {
                                release.await();
                                end.complete("by itself");
                            } catch (InterruptedException e) {
                                end.complete("interrupted");
                            }
                            return "late";
                        });
        assertThat(result).isInstanceOf(CallResult.Failed.class);
        assertThat(runner.abandonedOf(this)).isEqualTo(1);
        release.countDown();
        assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("by itself");
    }
}
