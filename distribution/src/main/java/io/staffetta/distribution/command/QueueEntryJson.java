package io.staffetta.distribution.command;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.staffetta.kernel.admin.QueueItem;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A queued message under the names of `postqueue -j`, with ours beside them.
///
/// @param forcedExpire always false: who wants a message to expire bounces it
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record QueueEntryJson(
        String queueName,
        String queueId,
        long arrivalTime,
        long messageSize,
        boolean forcedExpire,
        String sender,
        Optional<String> holdReason,
        List<RecipientJson> recipients) {

    /// @param origAddress what the client gave
    /// @param delayReason why it waits, if it was tried
    /// @param due when it is tried next, unless it is done
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record RecipientJson(
            String address,
            String origAddress,
            Optional<String> delayReason,
            String state,
            int attempts,
            Optional<Instant> due) {}

    static QueueEntryJson of(QueueItem item) {
        return new QueueEntryJson(
                QueueName.of(item.status()).toString(),
                item.id(),
                item.arrival().getEpochSecond(),
                item.size(),
                false,
                item.sender(),
                item.hold(),
                item.recipients().stream().map(QueueEntryJson::recipient).toList());
    }

    private static RecipientJson recipient(QueueItem.Recipient recipient) {
        boolean waits = recipient.state().equals("queued");
        return new RecipientJson(
                recipient.address(),
                recipient.original(),
                Optional.of(recipient.detail()).filter(detail -> !detail.isEmpty()),
                recipient.state(),
                recipient.attempts(),
                waits ? Optional.of(recipient.due()) : Optional.empty());
    }
}
