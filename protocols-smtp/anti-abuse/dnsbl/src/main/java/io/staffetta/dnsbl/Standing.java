package io.staffetta.dnsbl;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Session;

import java.util.HashMap;
import java.util.Map;

/// What each hook of this kind in a chain knows of a session.
///
/// @param ofClient of the address, for the whole session
/// @param ofSender of the names of the latest transaction
record Standing(Map<Object, Score> ofClient, Map<Object, Score> ofSender) {

    static final Attribute.OfSession<Standing> ATTRIBUTE =
            new Attribute.OfSession<>("dnsbl.standing", Standing.class);

    private static final Standing NONE = new Standing(Map.of(), Map.of());

    Standing {
        ofClient = Map.copyOf(ofClient);
        ofSender = Map.copyOf(ofSender);
    }

    static Standing of(Session session) {
        return session.get(ATTRIBUTE).orElse(NONE);
    }

    Standing withClient(Object hook, Score score) {
        return new Standing(with(ofClient, hook, score), ofSender);
    }

    Standing withSender(Object hook, Score score) {
        return new Standing(ofClient, with(ofSender, hook, score));
    }

    Score score(Object hook) {
        return ofClient.getOrDefault(hook, Score.NONE)
                .plus(ofSender.getOrDefault(hook, Score.NONE));
    }

    private static Map<Object, Score> with(Map<Object, Score> scores, Object hook, Score score) {
        var changed = new HashMap<>(scores);
        changed.put(hook, score);
        return changed;
    }
}
