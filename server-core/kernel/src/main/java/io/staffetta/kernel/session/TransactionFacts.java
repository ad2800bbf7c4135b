package io.staffetta.kernel.session;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.ReversePath;

import java.util.ArrayList;
import java.util.List;

/// What is known of a transaction at one moment.
record TransactionFacts(
        String id,
        ReversePath reversePath,
        MailParameters parameters,
        List<AcceptedRecipient> recipients,
        Attributes attributes) {

    TransactionFacts {
        recipients = List.copyOf(recipients);
    }

    TransactionFacts with(ReversePath other) {
        return new TransactionFacts(id, other, parameters, recipients, attributes);
    }

    /// With `ENVID` and `RET` of others.
    TransactionFacts reporting(MailParameters others) {
        return new TransactionFacts(
                id,
                reversePath,
                new MailParameters(
                        parameters.size(),
                        parameters.body(),
                        parameters.smtpUtf8(),
                        parameters.requireTls(),
                        others.envelopeId(),
                        others.returned(),
                        parameters.submitter()),
                recipients,
                attributes);
    }

    TransactionFacts with(List<AcceptedRecipient> others) {
        return new TransactionFacts(id, reversePath, parameters, others, attributes);
    }

    TransactionFacts with(Attributes left) {
        return new TransactionFacts(id, reversePath, parameters, recipients, left);
    }

    TransactionFacts plus(AcceptedRecipient recipient) {
        var more = new ArrayList<>(recipients);
        more.add(recipient);
        return with(more);
    }
}
