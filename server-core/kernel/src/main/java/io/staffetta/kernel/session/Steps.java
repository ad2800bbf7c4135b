package io.staffetta.kernel.session;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.plugin.Faults;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.queue.Transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;

/// Writes down what is asked and answered in a rehearsal. Used by one thread.
public final class Steps implements Trace {

    /// A question and its answer.
    ///
    /// @param phase when, such as `rcpt`
    /// @param by who was asked, such as `hook spf`
    /// @param result the answer in a word
    /// @param detail why, on one line; may be empty
    public record Step(String phase, String by, String result, String detail) {}

    private final List<Step> steps = new ArrayList<>();
    private List<Finding> findings = List.of();

    /// Adds one.
    public void add(String phase, String by, String result, String detail) {
        steps.add(new Step(phase, by, result, SessionLog.safe(detail)));
    }

    /// All so far, in order.
    public List<Step> list() {
        return List.copyOf(steps);
    }

    /// Asks a transport what it would do, and writes down each line.
    ///
    /// @param runner runs the question, with the deadline of lookups
    /// @param name of the transport
    /// @param transport whose code it is
    public void ask(
            HookRunner runner,
            Limits limits,
            String name,
            Transport transport,
            Callable<List<String>> question) {
        var callee =
                new Callee(
                        transport,
                        "explain " + name,
                        limits.lookupDeadline(),
                        true,
                        limits.abandonedCalls());
        switch (runner.call(callee, question)) {
            case CallResult.Returned<List<String>>(var lines) ->
                    lines.forEach(line -> add("transport", name, "plan", line));
            case CallResult.Failed<List<String>> failure ->
                    add("transport", name, failure.cause().label(), reason(failure));
        }
    }

    @Override
    public void found(List<Finding> findings) {
        this.findings = findings;
    }

    @Override
    public void hook(Phase phase, ConfiguredHook hook, String label, Object decision) {
        var why = new StringJoiner(", ");
        for (var found : findings) {
            var reason = found.detail().isEmpty() ? "" : " (" + found.detail() + ")";
            why.add(found.check() + "=" + found.result() + reason);
        }
        findings = List.of();
        var said = said(decision);
        if (!said.isEmpty()) {
            boolean observed = hook.mode() == HookConfig.Mode.OBSERVE;
            why.add((observed ? "observed, not acted upon: " : "") + said);
        }
        add(phase.label(), "hook " + hook.name(), label, why.toString());
    }

    /// What the label of a decision does not say.
    private static String said(Object decision) {
        return switch (decision) {
            case Decision.Next _, Decision.Accept _, RouteDecision.Next _ -> "";
            case Decision.Refuse(var reply) -> reply.toString();
            case Decision.Disconnect(var reply) -> reply.toString();
            default -> decision.toString();
        };
    }

    @Override
    public void hookFailed(Phase phase, ConfiguredHook hook, CallResult.Failed<?> failure) {
        var why =
                hook.mode() == HookConfig.Mode.OBSERVE
                        ? "observe"
                        : hook.onError().name().toLowerCase(Locale.ROOT);
        add(
                phase.label(),
                "hook " + hook.name(),
                failure.cause().label(),
                reason(failure) + "; " + why);
    }

    @Override
    public void passed(Phase phase, String guard, Object detail) {
        add(phase.label(), "guard " + guard, "passed", detail.toString());
    }

    @Override
    public void refused(Phase phase, String guard, Reply reply) {
        add(phase.label(), "guard " + guard, "refused", reply.toString());
    }

    @Override
    public void permit(String name, String result, Object detail) {
        add(Phase.RCPT.label(), "permit " + name, result, detail.toString());
    }

    /// Why a call failed, for operators.
    static String reason(CallResult.Failed<?> failure) {
        return failure.thrown().map(Faults::line).orElse(failure.detail());
    }
}
