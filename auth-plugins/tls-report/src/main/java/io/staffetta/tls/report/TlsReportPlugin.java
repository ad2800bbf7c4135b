package io.staffetta.tls.report;

import io.staffetta.spi.MailPlugin;

/// Offers the observer of outbound TLS `tls-report`.
public final class TlsReportPlugin implements MailPlugin {

    @Override
    public void register(Registrar registrar) {
        registrar.tlsObserver("tls-report", TlsReport.class, TlsReportSettings.class);
    }
}
