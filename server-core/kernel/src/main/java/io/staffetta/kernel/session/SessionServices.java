package io.staffetta.kernel.session;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.Spool;

import java.time.InstantSource;

/// What all sessions share for the server's life.
///
/// @param spool where messages are stored
/// @param queue who takes them over
/// @param meters metrics
/// @param clock the time
/// @param logins failed logins
/// @param runner runs hooks with their deadlines
public record SessionServices(
        Spool spool,
        MailQueue queue,
        Meters meters,
        InstantSource clock,
        LoginThrottle logins,
        HookRunner runner) {

    /// For a session that does not really happen: nothing is counted.
    SessionServices silent() {
        return new SessionServices(spool, queue, SilentMeters.SILENT, clock, logins, runner);
    }
}
