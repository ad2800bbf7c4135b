/// The kernel's side of a mail session: hook chains, guards, identity, storage; and the calls of
/// plugins while mail is delivered.
@NullMarked
package io.staffetta.kernel.session;

import org.jspecify.annotations.NullMarked;
