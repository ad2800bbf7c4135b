package io.staffetta.kernel.plugin;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;

/// A hook that does nothing.
class TestHook implements Hook.OnConnect {

    @Override
    public Decision onConnect(Session session) {
        return Decision.NEXT;
    }
}
