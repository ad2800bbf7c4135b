package io.staffetta.spi.hook;

import io.staffetta.spi.queue.Outcome;

import java.util.Optional;

/// What a hook wants of a recipient's way.
public sealed interface RouteDecision {

    /// Go on with the next hook, then the route table.
    RouteDecision NEXT = new Next();

    /// See [#NEXT].
    record Next() implements RouteDecision {}

    /// Take this route.
    ///
    /// @param route the `name` of a route of the configuration
    /// @param nextHop in place of the one that route would choose
    record Use(String route, Optional<String> nextHop) implements RouteDecision {}

    /// Do not try: this is the outcome.
    record Settle(Outcome outcome) implements RouteDecision {}
}
