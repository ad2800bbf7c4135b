package io.staffetta.spi.hook;

/// What a client has done so far in a session, over all its transactions.
///
/// @param failedLogins logins that failed
/// @param unknownRecipients recipients in our domains that do not exist
/// @param relayAttempts recipients elsewhere for which nothing permits to relay
/// @param protocolErrors commands that were wrong, unknown or out of order
/// @param messages messages that were accepted
public record Tally(
        int failedLogins,
        int unknownRecipients,
        int relayAttempts,
        int protocolErrors,
        int messages) {

    /// Nothing yet.
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    /// Both together.
    public Tally plus(Tally other) {
        return new Tally(
                failedLogins + other.failedLogins,
                unknownRecipients + other.unknownRecipients,
                relayAttempts + other.relayAttempts,
                protocolErrors + other.protocolErrors,
                messages + other.messages);
    }
}
