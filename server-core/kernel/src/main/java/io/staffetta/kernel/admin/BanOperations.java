package io.staffetta.kernel.admin;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// The operations of the administration port that concern bans. [RemoteBans] calls them.
final class BanOperations {

    static final Map<String, Operation> ALL =
            Map.of(
                    "bans.list",
                    new Operation(
                            Set.of("limit"),
                            Set.of(),
                            (admin, in) -> admin.bans().list(in.number("limit"))),
                    "bans.add",
                    new Operation(
                            Set.of("network", "seconds", "reason"),
                            Set.of(),
                            (admin, in) ->
                                    admin.bans()
                                            .add(
                                                    in.text("network"),
                                                    Duration.ofSeconds(in.longNumber("seconds")),
                                                    in.text("reason"))),
                    "bans.lift",
                    new Operation(
                            Set.of("network"),
                            Set.of(),
                            (admin, in) -> admin.bans().lift(in.text("network"))));

    private BanOperations() {}
}
