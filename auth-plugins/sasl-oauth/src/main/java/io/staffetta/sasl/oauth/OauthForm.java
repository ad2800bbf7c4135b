package io.staffetta.sasl.oauth;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;

/// One of the two mechanisms. A token is as good as a password to whoever reads it.
///
/// @param terms what it goes by
record OauthForm(OauthExchange.Terms terms) implements SaslMechanism {

    @Override
    public String name() {
        return terms.form().name();
    }

    @Override
    public boolean exposesPassword() {
        return true;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new OauthExchange(terms, context.accounts());
    }
}
