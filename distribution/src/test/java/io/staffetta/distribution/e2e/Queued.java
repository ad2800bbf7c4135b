package io.staffetta.distribution.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/// A recipient of a queued message as `staffetta queue list --json` shows it.
///
/// @param id of the message
/// @param sender of the message
/// @param address of the recipient
/// @param state `queued`, …
/// @param reason why it is still here
/// @param attempts so far
/// @param due when the next one is
record Queued(
        String id,
        String sender,
        String address,
        String state,
        String reason,
        int attempts,
        String due) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Each recipient that is not done, of every message.
    static List<Queued> parse(String json) {
        var all = new ArrayList<Queued>();
        try (var roots = JSON.readerFor(JsonNode.class).<JsonNode>readValues(json)) {
            while (roots.hasNextValue()) {
                var message = roots.nextValue();
                for (var recipient : message.path("recipients")) {
                    var queued = of(message, recipient);
                    if (queued.state.equals("queued")) {
                        all.add(queued);
                    }
                }
            }
        }
        return all;
    }

    String domain() {
        return address.substring(address.indexOf('@') + 1);
    }

    private static Queued of(JsonNode message, JsonNode recipient) {
        return new Queued(
                message.path("queue_id").asString(),
                message.path("sender").asString(),
                recipient.path("address").asString(),
                recipient.path("state").asString(),
                recipient.path("delay_reason").asString(),
                recipient.path("attempts").asInt(),
                recipient.path("due").asString());
    }
}
