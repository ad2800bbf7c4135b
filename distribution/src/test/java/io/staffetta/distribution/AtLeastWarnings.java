package io.staffetta.distribution;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/// Keeps the console quiet while a test records everything.
final class AtLeastWarnings extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.WARN)
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }
}
