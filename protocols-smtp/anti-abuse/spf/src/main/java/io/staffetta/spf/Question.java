package io.staffetta.spf;

import java.net.InetAddress;

/// What is to be checked: the arguments of `check_host()` (RFC 7208 §4.1).
///
/// @param client its address
/// @param localPart of the sender, `postmaster` if it had none
/// @param domain of the sender, A-labels
/// @param helo the name the client gave itself
/// @param receiver our own name
record Question(InetAddress client, String localPart, String domain, String helo, String receiver) {

    Question {
        localPart = localPart.isEmpty() ? "postmaster" : localPart;
    }

    String sender() {
        return localPart + "@" + domain;
    }
}
