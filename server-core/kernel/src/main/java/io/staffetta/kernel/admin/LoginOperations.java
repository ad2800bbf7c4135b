package io.staffetta.kernel.admin;

import java.util.Map;
import java.util.Set;

/// The operations of the administration port that concern failed logins. [RemoteLogins] calls them.
final class LoginOperations {

    static final Map<String, Operation> ALL =
            Map.of(
                    "logins.list",
                    new Operation(
                            Set.of("limit"),
                            Set.of(),
                            (admin, in) -> admin.logins().list(in.number("limit"))),
                    "logins.forget",
                    Operation.change(
                            Set.of("who"), (admin, in) -> admin.logins().forget(in.text("who"))));

    private LoginOperations() {}
}
