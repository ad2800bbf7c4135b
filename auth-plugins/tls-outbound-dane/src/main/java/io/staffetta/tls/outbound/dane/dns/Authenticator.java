package io.staffetta.tls.outbound.dane.dns;

import io.staffetta.dns.Deadline;

import org.xbill.DNS.Message;

/// Asks one question and finds out whether the response is proven. Used by many threads.
interface Authenticator {

    /// Blocks.
    ///
    /// @throws DnsFailure if there is no response, or one that is not signed as it must be
    Authenticated ask(Question question, Deadline deadline) throws DnsFailure, InterruptedException;

    /// A response with the code NOERROR or NXDOMAIN.
    ///
    /// @param secure whether DNSSEC proves it
    record Authenticated(Message message, boolean secure) {}
}
