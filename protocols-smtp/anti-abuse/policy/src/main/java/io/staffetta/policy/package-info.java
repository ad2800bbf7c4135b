/// Client of the Postfix policy delegation protocol: the hook `policy`.
///
/// [io.staffetta.policy.PolicyHook] asks in each phase, [io.staffetta.policy.Request] says what,
/// [io.staffetta.policy.PolicyClient] whom, and [io.staffetta.policy.ActionParser] reads the
/// answer.
@NullMarked
package io.staffetta.policy;

import org.jspecify.annotations.NullMarked;
