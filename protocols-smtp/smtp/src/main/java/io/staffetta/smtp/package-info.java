/// The protocol: commands, replies, server and client conversation (SMTP, submission, LMTP).
@NullMarked
package io.staffetta.smtp;

import org.jspecify.annotations.NullMarked;
