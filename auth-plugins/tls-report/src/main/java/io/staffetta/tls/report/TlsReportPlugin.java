package io.staffetta.tls.report;

import io.staffetta.spi.MailPlugin;

/// Keeps the outcomes of outbound TLS for reports (RFC 8460).
public final class TlsReportPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {}
}
