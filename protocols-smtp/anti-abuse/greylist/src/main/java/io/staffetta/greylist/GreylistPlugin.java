package io.staffetta.greylist;

import io.staffetta.spi.MailPlugin;

/// Offers the hook `greylist`.
public final class GreylistPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.hook("greylist", Greylist.class, GreylistSettings.class);
    }
}
