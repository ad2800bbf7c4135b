package io.staffetta.greylist;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Optional;

/// Says who is not greylisted, whatever is remembered.
final class Exemptions {

    private final GreylistSettings settings;
    private final AddressList senders;
    private final AddressList recipients;
    private final Directory directory;

    Exemptions(GreylistSettings settings, Directory directory) {
        this.settings = settings;
        this.senders = AddressList.parse("exempt-sender", settings.exemptSenders());
        this.recipients = AddressList.parse("exempt-recipient", settings.exemptRecipients());
        this.directory = directory;
    }

    /// Why this one is not, if so.
    Optional<Judgement> of(InetAddress client, Mailbox recipient, Transaction transaction) {
        var session = transaction.session();
        if (session.identity().isPresent()) {
            return Optional.of(Judgement.skipped("authenticated", ""));
        }
        if (settings.exemptNetworks().stream().anyMatch(network -> network.contains(client))) {
            return Optional.of(Judgement.skipped("network", ""));
        }
        if (transaction.reversePath() instanceof ReversePath.Sender(var sender)
                && senders.contains(sender)) {
            return Optional.of(Judgement.skipped("sender", sender.toString()));
        }
        if (recipients.contains(recipient)) {
            return Optional.of(Judgement.skipped("recipient", recipient.toString()));
        }
        return byFinding(transaction).or(() -> byDestination(recipient));
    }

    private Optional<Judgement> byFinding(Transaction transaction) {
        var path = transaction.reversePath();
        for (var finding : transaction.findings()) {
            if (settings.skipDnswl().orElse(true) && is(finding, "dnswl", "listed")) {
                return Optional.of(Judgement.skipped("dnswl", finding.detail()));
            }
            // That the name of HELO may be used says nothing about another sender.
            if (settings.skipSpfPass().orElse(true)
                    && is(finding, "spf", "pass")
                    && (path instanceof ReversePath.Null
                            || finding.properties().containsKey("smtp.mailfrom"))) {
                return Optional.of(Judgement.skipped("spf", finding.detail()));
            }
        }
        return Optional.empty();
    }

    /// What a guard refuses for good behind us is not to come again first; and who may relay is one
    /// of ours.
    private Optional<Judgement> byDestination(Mailbox recipient) {
        try {
            if (!directory.isLocal(recipient.domain())) {
                return Optional.of(Judgement.skipped("relay", ""));
            }
            return directory.resolve(recipient) instanceof Resolution.Unknown
                    ? Optional.of(Judgement.skipped("unknown-recipient", ""))
                    : Optional.empty();
        } catch (UncheckedIOException _) {
            // The guard says so.
            return Optional.empty();
        }
    }

    private static boolean is(Finding finding, String check, String result) {
        return finding.check().equals(check) && finding.result().equals(result);
    }
}
