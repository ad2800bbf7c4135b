package io.staffetta.spi;

import com.google.inject.Module;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.relay.RelayPolicy;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.tls.Certificates;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsProvider;

import java.time.Duration;

/// Entry point of a plugin jar, found by [java.util.ServiceLoader] in the plugin's own class
/// loader.
///
/// A plugin *offers* named components; the operator's configuration decides which of them are
/// created, how often and in which order; the kernel verifies the result. The plugin class itself
/// needs a public constructor without parameters.
public interface MailPlugin {

    /// Declares what this plugin offers. Does no I/O and starts nothing; called once for each time
    /// the plugin is loaded, on one thread.
    ///
    /// @param registrar collects the offers; not to be kept after the call
    void register(Registrar registrar);

    /// Collects the offers of one plugin.
    ///
    /// Every component class is created by Guice: its constructor (annotated with
    /// `jakarta.inject.Inject` unless it takes no parameters) may take its settings record, the
    /// services of [io.staffetta.spi.host], and whatever the plugin's own modules bind. The
    /// settings record is filled from the child elements of the component's XML element:
    /// `max-entries` becomes the record component `maxEntries`. A missing element gives `null`,
    /// zero, `false`, or an empty list or map; the compact constructor puts the default there and
    /// refuses bad values with an [IllegalArgumentException] whose message names the element. Use
    /// [NoSettings] for none.
    ///
    /// Names are kebab-case and unique for each kind of component over all plugins.
    interface Registrar {

        /// Offers a component.
        ///
        /// @param kind one of the component interfaces of this SPI
        /// @param name what the operator writes in `use="…"`; kebab-case
        /// @param type the component's class
        /// @param settings the record its child elements are bound to
        /// @throws IllegalArgumentException if the name is malformed, taken by this plugin, or the
        ///   kind is unknown
        <T extends Component> void offer(
                Class<T> kind,
                String name,
                Class<? extends T> type,
                Class<? extends Record> settings);

        /// Offers a hook, used as `<hook use="name">` inside a `<chain>`.
        ///
        /// @return where the attributes the hook reads and writes are declared
        HookOffer hook(String name, Class<? extends Hook> type, Class<? extends Record> settings);

        /// Adds bindings that are visible inside this plugin only.
        void install(Module module);

        /// Offers a protocol, used as `<listener protocol="name">`.
        default void protocol(
                String name, Class<? extends Protocol> type, Class<? extends Record> settings) {
            offer(Protocol.class, name, type, settings);
        }

        /// Offers a SASL mechanism, used as `<auth><mechanism use="name"/></auth>`.
        default void mechanism(
                String name,
                Class<? extends SaslMechanism> type,
                Class<? extends Record> settings) {
            offer(SaslMechanism.class, name, type, settings);
        }

        /// Offers an account store, used as `<auth><accounts use="name"/></auth>`.
        default void accounts(
                String name, Class<? extends Accounts> type, Class<? extends Record> settings) {
            offer(Accounts.class, name, type, settings);
        }

        /// Offers a TLS policy for listeners, used as `<listener tls="name">`.
        default void tlsPolicy(
                String name, Class<? extends TlsPolicy> type, Class<? extends Record> settings) {
            offer(TlsPolicy.class, name, type, settings);
        }

        /// Offers a TLS policy for connections to other servers, used as `<tls><outbound
        /// use="name"/></tls>`.
        default void outboundTlsPolicy(
                String name,
                Class<? extends OutboundTlsPolicy> type,
                Class<? extends Record> settings) {
            offer(OutboundTlsPolicy.class, name, type, settings);
        }

        /// Offers an observer of outbound TLS, used as `<tls><observer use="name"/></tls>`.
        default void tlsObserver(
                String name, Class<? extends TlsObserver> type, Class<? extends Record> settings) {
            offer(TlsObserver.class, name, type, settings);
        }

        /// Offers an engine of TLS, used as `<tls><provider use="name"/></tls>`.
        default void tlsProvider(
                String name, Class<? extends TlsProvider> type, Class<? extends Record> settings) {
            offer(TlsProvider.class, name, type, settings);
        }

        /// Offers a service, used as `<services><service use="name"/></services>`.
        default void service(
                String name, Class<? extends Service> type, Class<? extends Record> settings) {
            offer(Service.class, name, type, settings);
        }

        /// Offers a source of certificates, used as `<tls><certificates use="name"/></tls>`.
        default void certificates(
                String name, Class<? extends Certificates> type, Class<? extends Record> settings) {
            offer(Certificates.class, name, type, settings);
        }

        /// Offers a relay policy, used as `<relay><permit use="name"/></relay>`.
        default void relayPolicy(
                String name, Class<? extends RelayPolicy> type, Class<? extends Record> settings) {
            offer(RelayPolicy.class, name, type, settings);
        }

        /// Offers a transport, used as `<routes><route domain="…" use="name"/></routes>`.
        default void transport(
                String name, Class<? extends Transport> type, Class<? extends Record> settings) {
            offer(Transport.class, name, type, settings);
        }

        /// Offers a store of small facts, used as `<storage><state use="name"/></storage>`.
        default void stateStore(
                String name, Class<? extends StateStore> type, Class<? extends Record> settings) {
            offer(StateStore.class, name, type, settings);
        }

        /// Offers a spool, used as `<storage><spool use="name"/></storage>`.
        default void spool(
                String name, Class<? extends Spool> type, Class<? extends Record> settings) {
            offer(Spool.class, name, type, settings);
        }

        /// Offers a queue, used as `<queue use="name"/>`.
        default void queue(
                String name, Class<? extends MailQueue> type, Class<? extends Record> settings) {
            offer(MailQueue.class, name, type, settings);
        }
    }

    /// Declares how one hook shares data with others. The kernel refuses a chain in which a hook
    /// reads what no earlier hook writes.
    interface HookOffer {

        /// The hook needs these attributes; some hook before it in the chain must write each.
        HookOffer reads(Attribute<?>... attributes);

        /// The hook may set these attributes.
        HookOffer writes(Attribute<?>... attributes);

        /// The longest a call of the hook may take where the operator says nothing; 30 s unless the
        /// hook asks for another.
        ///
        /// @param deadline more than zero
        HookOffer deadline(Duration deadline);
    }
}
