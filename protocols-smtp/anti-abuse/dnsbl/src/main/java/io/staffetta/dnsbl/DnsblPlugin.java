package io.staffetta.dnsbl;

import io.staffetta.spi.MailPlugin;

import java.time.Duration;

/// Offers the hook `dnsbl`.
public final class DnsblPlugin implements MailPlugin {

    /// More than the lists and the text of the one that is told to the client may take together.
    private static final Duration DEADLINE =
            DnsblSettings.LONGEST_TIME_LIMIT.plus(DnsblSettings.LONGEST_TIME_LIMIT).plusSeconds(10);

    @Override
    public void register(Registrar registrar) {
        registrar
                .hook("dnsbl", DnsblHook.class, DnsblSettings.class)
                .writes(Standing.ATTRIBUTE)
                .deadline(DEADLINE);
    }
}
