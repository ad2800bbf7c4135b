package io.staffetta.kernel.plugin;

import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.DidYouMean;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.config.SettingsBinder;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.spi.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the components a configuration asks for. Unknown names and wrong settings become
/// problems; only a blueprint without problems is built.
public final class Blueprint {

    private final PluginSet plugins;
    private final Problems problems;
    private final List<Planned<?>> planned = new ArrayList<>();

    /// @param plugins what is installed
    /// @param problems takes what is wrong
    public Blueprint(PluginSet plugins, Problems problems) {
        this.plugins = plugins;
        this.problems = problems;
    }

    /// Adds a component.
    ///
    /// @param place where it is used, for reports
    /// @return empty if there was a problem
    public <T extends Component> Optional<Planned<T>> plan(
            Class<T> type, ComponentConfig component, String place) {
        var kind = Kind.of(type).orElseThrow();
        var found = plugins.find(kind, component.use());
        if (found.isEmpty()) {
            problems.add(component.settings().location(), unknown(kind, component.use()));
            return Optional.empty();
        }
        var offer = found.get().offer();
        return SettingsBinder.bind(component.settings(), offer.settings(), problems)
                .map(settings -> {
                    var plan =
                            new Planned<T>(
                                    planned.size(),
                                    type,
                                    component,
                                    place,
                                    found.get().plugin(),
                                    offer,
                                    settings);
                    planned.add(plan);
                    return plan;
                });
    }

    /// Adds a component that need not be configured if exactly one of its kind is installed.
    ///
    /// @param element name of the element that would configure it
    public <T extends Component> Optional<Planned<T>> planOrOnly(
            Class<T> type, Optional<ComponentConfig> component, String element, String place) {
        if (component.isPresent()) {
            return plan(type, component.get(), place);
        }
        var names = plugins.names(Kind.of(type).orElseThrow());
        if (names.size() == 1) {
            var only = new ComponentConfig(names.getFirst(), SettingsTree.empty(element));
            return plan(type, only, place);
        }
        problems.add(
                SettingsTree.empty(element).location(),
                names.isEmpty()
                        ? "no plugin offers a %s; put one into the plugins directory"
                                .formatted(Kind.of(type).orElseThrow().word())
                        : "choose one by <%s use=\"…\">: installed are %s"
                                .formatted(element, names));
        return Optional.empty();
    }

    /// Everything planned so far, in order.
    public List<Planned<?>> planned() {
        return List.copyOf(planned);
    }

    private String unknown(Kind kind, String name) {
        var names = plugins.names(kind);
        var meant =
                DidYouMean.closest(name, names)
                        .map(close -> ", did you mean '%s'?".formatted(close))
                        .orElse(";");
        return names.isEmpty()
                ? "no plugin offers a %s; put one that offers '%s' into the plugins directory"
                        .formatted(kind.word(), name)
                : "no plugin offers the %s '%s'%s installed are %s"
                        .formatted(kind.word(), name, meant, names);
    }
}
