package io.staffetta.sasl.oauth;

import io.staffetta.spi.MailPlugin;

/// SASL XOAUTH2 and OAUTHBEARER.
public final class OauthPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
