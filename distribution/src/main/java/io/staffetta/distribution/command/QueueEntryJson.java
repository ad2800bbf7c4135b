package io.staffetta.distribution.command;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.staffetta.kernel.admin.QueueItem;

import java.time.Instant;
import java.util.List;

/// A queued message under the names of `postqueue -j`, with ours beside them.
record QueueEntryJson(
        @JsonProperty("queue_name") String queueName,
        @JsonProperty("queue_id") String queueId,
        @JsonProperty("arrival_time") long arrivalTime,
        @JsonProperty("message_size") long messageSize,
        @JsonProperty("sender") String sender,
        @JsonProperty("recipients") List<RecipientJson> recipients) {

    record RecipientJson(
            @JsonProperty("address") String address,
            @JsonProperty("delay_reason") String delayReason,
            @JsonProperty("original_recipient") String originalRecipient,
            @JsonProperty("state") String state,
            @JsonProperty("attempts") int attempts,
            @JsonProperty("due") Instant due) {}

    static QueueEntryJson of(QueueItem item) {
        return new QueueEntryJson(
                queueName(item),
                item.id(),
                item.arrival().getEpochSecond(),
                item.size(),
                item.sender(),
                item.recipients().stream().map(recipient -> recipient(item, recipient)).toList());
    }

    private static String queueName(QueueItem item) {
        if (item.hold().isPresent()) {
            return "hold";
        }
        boolean tried = item.recipients().stream().anyMatch(r -> r.attempts() > 0);
        return tried ? "deferred" : "active";
    }

    private static RecipientJson recipient(QueueItem item, QueueItem.Recipient recipient) {
        return new RecipientJson(
                recipient.address(),
                item.hold().orElse(recipient.detail()),
                recipient.original(),
                recipient.state(),
                recipient.attempts(),
                recipient.due());
    }
}
