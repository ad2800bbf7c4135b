package io.staffetta.remote;

import io.staffetta.remote.client.Conversation;
import io.staffetta.remote.client.Opening;
import io.staffetta.remote.client.OpeningFailure;
import io.staffetta.remote.client.TlsFlaw;
import io.staffetta.remote.net.Connected;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;

import java.util.Optional;

/// Tells observers how connections were secured. Mailbox servers that are spoken to by LMTP are our
/// own and of no interest.
///
/// @param observer all of them
record TlsReports(TlsObserver observer) {

    void opened(Connected connected, Opening opening, Conversation conversation) {
        if (conversation.flaw().isPresent()) {
            report(connected, opening, conversation.flaw().get());
        } else if (conversation.tls().isPresent()) {
            report(connected, opening, new TlsFlaw(Result.SUCCESS, ""));
        }
    }

    void failed(Connected connected, Opening opening, OpeningFailure failure) {
        failure.flaw().ifPresent(flaw -> report(connected, opening, flaw));
    }

    private void report(Connected connected, Opening opening, TlsFlaw flaw) {
        if (opening.dialect() != Opening.Dialect.SMTP || opening.terms().level() == Level.NONE) {
            return;
        }
        observer.observed(
                new TlsOutcome(
                        opening.nextHop(),
                        opening.terms().published(),
                        flaw.result(),
                        flaw.detail(),
                        Optional.of(connected.local()),
                        Optional.ofNullable(connected.remote().getAddress())));
    }
}
