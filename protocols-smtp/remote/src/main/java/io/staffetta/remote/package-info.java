/// Delivery to other servers by SMTP and LMTP.
@NullMarked
package io.staffetta.remote;

import org.jspecify.annotations.NullMarked;
