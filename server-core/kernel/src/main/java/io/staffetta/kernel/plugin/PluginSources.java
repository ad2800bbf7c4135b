package io.staffetta.kernel.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One source and then another.
///
/// @param replacing whether a plugin of the second stands in for one of the first
record PluginSources(PluginSource first, PluginSource second, boolean replacing)
        implements PluginSource {

    @Override
    public List<PluginCandidate> find() throws IOException {
        var later = second.find();
        var replaced =
                replacing
                        ? later.stream().map(PluginCandidate::id).collect(Collectors.toSet())
                        : Set.<String>of();
        var earlier = first.find().stream().filter(one -> !replaced.contains(one.id()));
        return Stream.concat(earlier, later.stream()).toList();
    }

    @Override
    public List<String> needingRestart() {
        return Stream.concat(first.needingRestart().stream(), second.needingRestart().stream())
                .toList();
    }
}
