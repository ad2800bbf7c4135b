package io.staffetta.maildir;

import io.staffetta.spi.queue.Delivery;

import java.time.temporal.ChronoField;

/// Names the file of a message for one recipient: `time.M#P#Q#.host` of the Maildir convention.
///
/// The same delivery always gets the same name: the time is that of acceptance, `P` is the spool id
/// and `Q` the index of the recipient. So an attempt that is repeated after a crash finds what the
/// first one left.
final class MessageName {

    private MessageName() {}

    static String of(Delivery delivery, int recipient, String hostname) {
        var received = delivery.envelope().receivedAt();
        return received.getEpochSecond()
                + ".M"
                + received.get(ChronoField.MICRO_OF_SECOND)
                + "P"
                + delivery.id()
                + "Q"
                + recipient
                + "."
                // The convention's escapes: a slash ends a name, a colon begins the flags.
                + hostname.replace("/", "\\057").replace(":", "\\072");
    }
}
