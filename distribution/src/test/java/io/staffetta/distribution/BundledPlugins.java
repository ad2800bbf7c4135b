package io.staffetta.distribution;

import com.google.inject.Module;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.Component;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/// The plugins of the distribution, here on the class path.
final class BundledPlugins {

    private BundledPlugins() {}

    /// For a server in this process.
    static PluginSource source() {
        return PluginSource.of(
                ServiceLoader.load(MailPlugin.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toArray(MailPlugin[]::new));
    }

    /// The settings record of each component, by the name the component is used by; `outbound` is
    /// put before that of an outbound TLS policy and `state` before that of a state store, because
    /// there are others of the same name.
    static Map<String, Class<? extends Record>> settings() {
        var offers = new Offers();
        ServiceLoader.load(MailPlugin.class).forEach(plugin -> plugin.register(offers));
        return offers.settings;
    }

    private static final class Offers implements MailPlugin.Registrar, MailPlugin.HookOffer {

        private final Map<String, Class<? extends Record>> settings = new LinkedHashMap<>();

        @Override
        public <T extends Component> void offer(
                Class<T> kind,
                String name,
                Class<? extends T> type,
                Class<? extends Record> record) {
            settings.put(prefix(kind) + name, record);
        }

        private static String prefix(Class<? extends Component> kind) {
            if (kind == OutboundTlsPolicy.class) {
                return "outbound ";
            }
            return kind == StateStore.class ? "state " : "";
        }

        @Override
        public MailPlugin.HookOffer hook(
                String name, Class<? extends Hook> type, Class<? extends Record> record) {
            settings.put(name, record);
            return this;
        }

        @Override
        public void install(Module module) {}

        @Override
        public MailPlugin.HookOffer reads(Attribute<?>... attributes) {
            return this;
        }

        @Override
        public MailPlugin.HookOffer writes(Attribute<?>... attributes) {
            return this;
        }

        @Override
        public MailPlugin.HookOffer deadline(Duration deadline) {
            return this;
        }
    }
}
