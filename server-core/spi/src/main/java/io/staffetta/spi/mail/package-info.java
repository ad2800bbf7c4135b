/// The vocabulary of mail as values: mailboxes, paths, replies, envelopes, content (RFC 5321, RFC
/// 5598).
@NullMarked
package io.staffetta.spi.mail;

import org.jspecify.annotations.NullMarked;
