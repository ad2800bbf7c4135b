package io.staffetta.kernel.session;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.host.Meters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/// Calls hooks with their deadlines; counts, times and logs what comes of it.
///
/// @param runner runs them
/// @param meters for `hook.seconds` and `hook.decisions`
/// @param maxAbandoned abandoned calls of a hook that may run before it is left alone
/// @param trace hears of it
/// @param about adds to a log event what it is about
record HookCalls(
        HookRunner runner,
        Meters meters,
        int maxAbandoned,
        Trace trace,
        UnaryOperator<LoggingEventBuilder> about) {

    private static final Logger log = LoggerFactory.getLogger(HookChain.class);

    /// Calls and waits.
    <T> CallResult<T> call(ConfiguredHook hook, Phase phase, Callable<T> body) {
        long begun = System.nanoTime();
        var callee = new Callee(hook.hook(), hook.name(), hook.deadline(), true, maxAbandoned);
        var result = runner.call(callee, body);
        meters.timer("hook.seconds", Map.of("hook", hook.name(), "phase", phase.label()))
                .record(Duration.ofNanos(System.nanoTime() - begun));
        return result;
    }

    /// A hook decided.
    ///
    /// @param label the decision in a word
    /// @param decides whether it is more than to go on
    /// @return whether it is to be acted upon
    boolean decided(
            ConfiguredHook hook, Phase phase, String label, Object decision, boolean decides) {
        count(hook, phase, label);
        trace.hook(phase, hook, label, decision);
        boolean enforced = hook.mode() == HookConfig.Mode.ENFORCE;
        if (!enforced && decides) {
            about.apply(log.atInfo())
                    .addKeyValue("hook", hook.name())
                    .addKeyValue("phase", phase.label())
                    .addKeyValue("decision", SessionLog.safe(decision.toString()))
                    .log("observed, not acted upon");
        }
        return enforced;
    }

    /// A hook found something.
    void found(ConfiguredHook hook, List<Finding> findings) {
        trace.found(findings);
        for (var finding : findings) {
            meters.counter(
                            "hook.findings",
                            Map.of(
                                    "hook", hook.name(),
                                    "check", finding.check(),
                                    "result", finding.result()))
                    .increment();
        }
    }

    /// A hook failed.
    ///
    /// @return whether that is to be acted upon. A caller that was interrupted is to end, whatever
    ///   the operator said of broken hooks
    boolean failed(ConfiguredHook hook, Phase phase, CallResult.Failed<?> failure) {
        count(hook, phase, failure.cause().label());
        trace.hookFailed(phase, hook, failure);
        SessionLog.because(about.apply(log.atWarn()), failure)
                .addKeyValue("hook", hook.name())
                .addKeyValue("phase", phase.label())
                .addKeyValue("on-error", hook.onError())
                .log("hook failed");
        boolean ignored =
                hook.mode() == HookConfig.Mode.OBSERVE
                        || hook.onError() == HookConfig.OnError.IGNORE;
        return !ignored || failure.cause() == CallResult.Cause.INTERRUPTED;
    }

    private void count(ConfiguredHook hook, Phase phase, String decision) {
        meters.counter(
                        "hook.decisions",
                        Map.of(
                                "hook", hook.name(),
                                "phase", phase.label(),
                                "decision", decision))
                .increment();
    }
}
