/// The client's side of an SMTP or LMTP conversation.
@NullMarked
package io.staffetta.remote.client;

import org.jspecify.annotations.NullMarked;
