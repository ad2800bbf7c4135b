package io.staffetta.smtp;

import io.staffetta.smtp.io.Time;
import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;
import io.staffetta.spi.protocol.Protocol;

/// What the three protocols share. One instance serves all connections of a listener.
public abstract sealed class SmtpProtocol implements Protocol
        permits MxProtocol, SubmissionProtocol, LmtpProtocol {

    private final Dialect dialect;
    private final SmtpSettings settings;
    private final CommandCounters counters;
    private final Time time;

    SmtpProtocol(Dialect dialect, SmtpSettings settings, Meters meters, Time time) {
        this.dialect = dialect;
        this.settings = settings;
        this.counters = new CommandCounters(meters);
        this.time = time;
    }

    @Override
    public final void serve(Connection connection, Intake intake) {
        var conversation = new Conversation(dialect, settings, connection, intake, counters, time);
        intake.ended(conversation.run());
    }
}
