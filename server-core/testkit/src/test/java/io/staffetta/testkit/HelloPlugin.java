package io.staffetta.testkit;

import io.staffetta.spi.MailPlugin;

/// Offers the protocol `hello`, which greets with a word and takes messages in one line each: `send
/// FROM TO TEXT`.
public final class HelloPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.protocol("hello", HelloProtocol.class, HelloSettings.class);
    }
}
