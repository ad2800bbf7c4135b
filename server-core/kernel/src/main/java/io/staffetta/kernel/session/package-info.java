/// The kernel's side of a mail session: hook chains, guards, identity, storage.
@NullMarked
package io.staffetta.kernel.session;

import org.jspecify.annotations.NullMarked;
