package io.staffetta.kernel.plugin;

import io.staffetta.spi.Component;
import io.staffetta.spi.hook.Attribute;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A named component that a plugin offers.
///
/// @param kind what it is
/// @param name what operators write in `use="…"`
/// @param type its class
/// @param settings the record its child elements are bound to
/// @param reads attributes that an earlier hook must write; hooks only
/// @param writes attributes it may set; hooks only
/// @param deadline the longest a call may take unless the operator says otherwise; hooks only
public record Offer(
        Kind kind,
        String name,
        Class<? extends Component> type,
        Class<? extends Record> settings,
        Set<Attribute<?>> reads,
        Set<Attribute<?>> writes,
        Optional<Duration> deadline) {

    public Offer {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    @Override
    public String toString() {
        return kind.word() + " '" + name + "'";
    }
}
