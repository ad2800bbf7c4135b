package io.staffetta.kernel;

import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.spi.auth.SaslMechanism;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;

/// The SASL mechanisms of a generation in the order announced.
record Mechanisms(List<Form> forms) {

    private static final Logger log = LoggerFactory.getLogger(Mechanisms.class);

    /// One of the mechanisms that a component brings.
    ///
    /// @param use the component's name in the configuration
    record Form(String use, SaslMechanism mechanism) {}

    /// Those a listener serves. Of two with the same registered name a client could never mean the
    /// second.
    List<SaslMechanism> of(ListenerConfig listener) {
        var served = new LinkedHashMap<String, Form>();
        for (var form : forms) {
            if (listener.serves(form.use())) {
                var first = served.putIfAbsent(form.mechanism().name(), form);
                if (first != null) {
                    log.atWarn()
                            .addKeyValue("listener", listener.name())
                            .addKeyValue("mechanism", form.mechanism().name())
                            .addKeyValue("used", first.use())
                            .addKeyValue("not-used", form.use())
                            .log("two components bring the same mechanism");
                }
            }
        }
        return served.values().stream().map(Form::mechanism).toList();
    }
}
