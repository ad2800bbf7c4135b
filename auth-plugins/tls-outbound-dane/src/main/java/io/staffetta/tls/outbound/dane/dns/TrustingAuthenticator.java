package io.staffetta.tls.outbound.dane.dns;

import io.staffetta.dns.Deadline;

import org.xbill.DNS.Flags;

/// Believes the AD bit (RFC 6840 §5.8) of a resolver that validates. Whoever can forge its
/// responses can forge that too.
///
/// @param local whether only servers on this machine are believed
record TrustingAuthenticator(Asking servers, boolean local) implements Authenticator {

    @Override
    public Authenticated ask(Question question, Deadline deadline)
            throws DnsFailure, InterruptedException {
        if (local && !servers.areLocal()) {
            throw new DnsFailure(
                    "a name server is not on this machine, so not to be trusted", false);
        }
        var query = question.query();
        query.getHeader().setFlag(Flags.AD);
        var response = servers.ask(query, deadline);
        return new Authenticated(response, response.getHeader().getFlag(Flags.AD));
    }
}
