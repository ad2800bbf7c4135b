package io.staffetta.kernel.session;

import io.staffetta.kernel.config.HookConfig;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Hook;

import java.time.Duration;
import java.util.Set;

/// A hook in its place in a chain.
///
/// @param name what the operator called it, such as `greylist`
/// @param index its place in the chain, from 1
/// @param hook the instance
/// @param writes the attributes it may set
/// @param mode whether its decisions count
/// @param onError what a failure means
/// @param deadline the longest a call may take
public record ConfiguredHook(
        String name,
        int index,
        Hook hook,
        Set<Attribute<?>> writes,
        HookConfig.Mode mode,
        HookConfig.OnError onError,
        Duration deadline) {}
