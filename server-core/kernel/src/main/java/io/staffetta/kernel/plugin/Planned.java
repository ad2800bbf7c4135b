package io.staffetta.kernel.plugin;

import com.google.inject.Key;
import com.google.inject.name.Names;

import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.spi.Component;

/// A component the configuration asks for: the offer is known and its settings are bound.
///
/// @param <T> the component's kind
/// @param number unique in its blueprint
/// @param type the component's kind
/// @param config how the operator asked for it
/// @param place where it is used, such as `chain inbound`
/// @param plugin whose it is
/// @param offer what it is
/// @param settings its settings
public record Planned<T extends Component>(
        int number,
        Class<T> type,
        ComponentConfig config,
        String place,
        LoadedPlugin plugin,
        Offer offer,
        Record settings) {

    /// What the operator called it.
    public String use() {
        return config.use();
    }

    /// Whether another plan asks for the same: the same class of the same plugin files with the
    /// same settings.
    public boolean isSame(Planned<?> other) {
        return offer.type() == other.offer.type()
                && Settings.areEqual(config.settings(), other.config.settings());
    }

    Key<Component> key() {
        return Key.get(Component.class, Names.named("component-" + number));
    }

    /// For messages: `hook 'greylist' of chain inbound`.
    @Override
    public String toString() {
        return offer + " of " + place;
    }
}
