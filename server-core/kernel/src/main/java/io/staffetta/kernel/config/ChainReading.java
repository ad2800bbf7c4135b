package io.staffetta.kernel.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the `<chain>` elements.
record ChainReading(Section root) {

    Map<String, List<HookConfig>> read() {
        var chains = new LinkedHashMap<String, List<HookConfig>>();
        for (var chain : root.children("chain")) {
            var name = chain.required("name", Names::simple, "");
            var hooks = chain.children("hook").stream().map(ChainReading::hook).toList();
            if (chains.putIfAbsent(name, hooks) != null && !name.isEmpty()) {
                chain.problem("another chain is called '" + name + "' too");
            }
        }
        return Collections.unmodifiableMap(chains);
    }

    private static HookConfig hook(Section hook) {
        return new HookConfig(
                hook.component("use"),
                hook.attribute("mode", text -> Text.constantOf(text, HookConfig.Mode.class))
                        .orElse(HookConfig.Mode.ENFORCE),
                hook.attribute("on-error", text -> Text.constantOf(text, HookConfig.OnError.class))
                        .orElse(HookConfig.OnError.TEMPFAIL),
                hook.attribute("deadline", ChainReading::deadline));
    }

    private static Duration deadline(String text) {
        var deadline = Text.duration(text);
        if (deadline.isZero()) {
            throw new IllegalArgumentException("leaves no time at all");
        }
        return deadline;
    }
}
