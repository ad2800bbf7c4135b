package io.staffetta.sasl.scram;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

/// The form that is bound to the TLS connection: who sits in the middle with a certificate of his
/// own cannot pass it on.
record PlusForm(ScramComponent component) implements SaslMechanism {

    @Override
    public String name() {
        return component.hash().plusMechanism();
    }

    @Override
    public boolean exposesPassword() {
        return false;
    }

    @Override
    public boolean isAvailable(SaslContext context) {
        return context.tls()
                .map(tls ->
                        component.settings().channelBindings().stream()
                                .anyMatch(type ->
                                        tls.channelBinding(type.registeredName()).isPresent()))
                .orElse(false);
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return component.exchange(context, true, ScramComponent::nonce);
    }
}
