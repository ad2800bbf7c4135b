/// The keys that mail is signed with (RFC 6376, RFC 8463).
@NullMarked
package io.staffetta.kernel.dkim;

import org.jspecify.annotations.NullMarked;
