package io.staffetta.testkit;

/// How a [TestDns] misbehaves.
public enum TestDnsFault {
    /// It does not.
    NONE,
    /// Says SERVFAIL.
    SERVFAIL,
    /// Says REFUSED.
    REFUSED,
    /// Says nothing.
    SILENCE,
    /// Refers to other servers instead of finding out (a server that does not recurse).
    REFERRAL,
    /// Truncates by UDP; TCP works.
    TRUNCATED,
    /// Truncates by UDP; by TCP it sends the beginning of the answer and stalls.
    STALLED_TCP,
    /// Truncates by UDP; by TCP it closes the connection without an answer.
    BROKEN_TCP,
    /// Sends nothing but an answer with a wrong id.
    WRONG_ID,
    /// Sends nothing but an answer to another question.
    WRONG_QUESTION,
    /// Sends forged answers with a wrong id and to another question, then the true one.
    FORGED_FIRST,
    /// Sends octets that are no DNS message, with the right id.
    GARBAGE,
    /// Says FORMERR to queries with EDNS.
    NO_EDNS,
    /// Each name below this one is an alias of another one below it.
    ENDLESS_ALIASES
}
