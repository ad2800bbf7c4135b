package io.staffetta.policy;

import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.ReversePath;

/// What one request is about.
///
/// @param state value of `protocol_state`
/// @param sender the reverse-path, if there is one yet
/// @param recipient the recipient; empty if there is none, or several
/// @param recipients number of accepted recipients, before DATA 0
/// @param queueId id of the transaction once it has a recipient
/// @param instance the same for all requests of one message
/// @param size octets declared, or arrived
record Asked(
        Session session,
        String state,
        ReversePath sender,
        String recipient,
        int recipients,
        String queueId,
        String instance,
        long size) {

    /// Before there is a transaction.
    static Asked of(Session session, String state, String instance) {
        return new Asked(session, state, ReversePath.NULL, "", 0, "", instance, 0);
    }
}
