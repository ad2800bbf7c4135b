package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Reply;

/// The replies of the kernel.
final class Replies {

    static final Reply HOOK_FAILED = Reply.of(451, "4.3.0", "Local error in processing");
    static final Reply CLOSING = Reply.of(421, "4.3.0", "Local error, closing connection");

    static final Reply AUTH_REQUIRED = Reply.of(530, "5.7.0", "Authentication required");
    static final Reply TLS_REQUIRED = Reply.of(530, "5.7.0", "Must issue a STARTTLS command first");
    static final Reply NOT_OWNER =
            Reply.of(553, "5.7.1", "Sender address not owned by the authenticated account");
    static final Reply TOO_LARGE = Reply.of(552, "5.3.4", "Message size exceeds fixed limit");
    static final Reply HEADER_TOO_LARGE =
            Reply.of(552, "5.3.4", "Header section exceeds fixed limit");
    static final Reply TOO_MANY_HOPS = Reply.of(554, "5.4.6", "Too many hops, mail loop suspected");
    static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients");
    static final Reply NO_SUCH_USER = Reply.of(550, "5.1.1", "No such user here");
    static final Reply RELAYING_DENIED = Reply.of(550, "5.7.1", "Relaying denied");
    static final Reply LOOKUP_FAILED =
            Reply.of(451, "4.3.0", "Cannot look this up now, try again later");
    static final Reply NO_SPACE = Reply.of(452, "4.3.1", "Insufficient system storage");
    static final Reply NOT_STORED = Reply.of(451, "4.3.0", "Message could not be stored");

    static final Reply AUTHENTICATED = Reply.of(235, "2.7.0", "Authentication successful");
    static final Reply BAD_CREDENTIALS =
            Reply.of(535, "5.7.8", "Authentication credentials invalid");
    static final Reply AUTH_TOO_WEAK =
            Reply.of(534, "5.7.9", "Authentication too weak: an app password is required");
    static final Reply BAD_RESPONSE = Reply.of(501, "5.5.2", "Cannot understand the response");
    static final Reply AUTH_FAILED_FOR_NOW =
            Reply.of(454, "4.7.0", "Temporary authentication failure");
    static final Reply AUTH_NOT_OFFERED = Reply.of(502, "5.5.1", "AUTH is not offered here");
    static final Reply UNKNOWN_MECHANISM =
            Reply.of(504, "5.5.4", "Unrecognized authentication mechanism");
    static final Reply ENCRYPTION_REQUIRED =
            Reply.of(538, "5.7.11", "Encryption required for requested authentication mechanism");
    static final Reply ALREADY_AUTHENTICATED = Reply.of(503, "5.5.1", "Already authenticated");
    static final Reply AUTH_IN_TRANSACTION =
            Reply.of(503, "5.5.1", "AUTH is not permitted during a mail transaction");
    static final Reply TOO_MANY_LOGIN_FAILURES =
            Reply.of(421, "4.7.0", "Too many failed logins, closing connection");

    private Replies() {}
}
