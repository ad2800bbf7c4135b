package io.staffetta.sasl.oauth;

import io.staffetta.spi.MailPlugin;

/// Offers the SASL mechanisms OAUTHBEARER and XOAUTH2 as the component `oauth`.
public final class OauthPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.mechanism("oauth", OauthMechanism.class, OauthSettings.class);
    }
}
