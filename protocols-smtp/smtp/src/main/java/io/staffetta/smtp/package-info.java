/// The protocol: SMTP, submission and LMTP, spoken with clients.
///
/// What was decided where the RFCs leave a choice:
///
/// - Lines end in CRLF, in commands and in content, for every client. Anything else gets `521
///   5.5.2` and the connection is closed, unless the listener has
///   `<bare-newline>normalize</bare-newline>`.
/// - NUL is refused: in commands with `501 5.5.2`, in content with `554 5.6.0` at its end; only
///   `BODY=BINARYMIME` may have it. 8-bit content needs no declaration, and lines of content may
///   have any length.
/// - What has arrived before the banner is refused with `554 5.5.0`, as is whatever follows a
///   command that must be the last of its group (RFC 2920), or any command of a client that was not
///   offered PIPELINING. `<greet-delay>` makes the banner wait for early talkers; by default only
///   what is there already counts, as a delay costs every honest client the same.
/// - Content that is too large is read to its end and gets `552 5.3.4`; from `<limits><discard>`
///   octets on the connection is closed instead.
/// - A refused DATA or chunk ends the transaction; chunks that are under way are read and refused
///   up to the last.
/// - What is not offered to a client is not accepted from it: parameters, commands, mechanisms.
@NullMarked
package io.staffetta.smtp;

import org.jspecify.annotations.NullMarked;
