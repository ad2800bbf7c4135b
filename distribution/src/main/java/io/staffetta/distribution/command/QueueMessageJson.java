package io.staffetta.distribution.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.staffetta.kernel.admin.QueueMessage;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A message with everything known of it: the names of `postqueue -j` where it has one, those of
/// the ESMTP parameters, and ours.
///
/// @param headers if they were asked for
/// @param content if it was asked for
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record QueueMessageJson(
        String queueName,
        String queueId,
        long arrivalTime,
        long messageSize,
        boolean forcedExpire,
        String sender,
        Optional<String> holdReason,
        Optional<String> envid,
        Optional<String> ret,
        String body,
        boolean smtputf8,
        boolean requiretls,
        OptionalLong declaredSize,
        Optional<String> auth,
        OriginJson origin,
        List<RecipientJson> recipients,
        Optional<HeadersJson> headers,
        Optional<ContentJson> content) {

    /// Where it came from.
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record OriginJson(String listener, String client, String helo, Optional<String> account) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record RecipientJson(
            String address,
            String origAddress,
            Optional<String> delayReason,
            String state,
            int attempts,
            Optional<Instant> due,
            Optional<String> orcpt,
            @JsonProperty("notify") List<String> notifyOn,
            boolean delayReported,
            List<AttemptJson> history) {}

    /// @param reply the result, or the reply, on one line
    record AttemptJson(Instant at, String reply) {}

    /// @param truncated whether `--max-octets` cut it
    record HeadersJson(List<HeaderText.Field> fields, boolean truncated) {}

    /// @param encoding `utf-8`, or `base64` for what is no UTF-8
    /// @param truncated whether `--max-octets` cut it
    record ContentJson(String encoding, String data, boolean truncated) {}

    static QueueMessageJson of(
            QueueMessage message, Optional<Octets> headers, Optional<Octets> content) {
        var parameters = message.parameters();
        var origin = message.origin();
        return new QueueMessageJson(
                QueueName.of(message.status()).toString(),
                message.id(),
                message.arrival().getEpochSecond(),
                message.size(),
                false,
                message.sender(),
                message.hold(),
                parameters.envelopeId(),
                parameters.returned().map(EsmtpText::of),
                EsmtpText.of(parameters.body()),
                parameters.smtpUtf8(),
                parameters.requireTls(),
                parameters.size(),
                parameters.submitter(),
                new OriginJson(origin.listener(), origin.client(), origin.helo(), origin.account()),
                message.recipients().stream().map(QueueMessageJson::recipient).toList(),
                headers.map(
                        octets -> new HeadersJson(HeaderText.fields(octets.text()), octets.cut())),
                content.map(QueueMessageJson::content));
    }

    private static ContentJson content(Octets octets) {
        return octets.exactText()
                .map(text -> new ContentJson("utf-8", text, octets.cut()))
                .orElseGet(() ->
                        new ContentJson(
                                "base64",
                                Base64.getEncoder().encodeToString(octets.octets()),
                                octets.cut()));
    }

    private static RecipientJson recipient(QueueMessage.Recipient recipient) {
        var progress = recipient.progress();
        return new RecipientJson(
                recipient.address(),
                recipient.original(),
                Optional.of(progress.detail()).filter(detail -> !detail.isEmpty()),
                EsmtpText.of(progress.state()),
                progress.attempts(),
                progress.state().isDone() ? Optional.empty() : Optional.of(progress.due()),
                recipient.parameters().originalRecipient(),
                EsmtpText.of(recipient.parameters().notifyOn()),
                progress.delayReported(),
                progress.history().stream()
                        .map(attempt -> new AttemptJson(attempt.at(), attempt.detail()))
                        .toList());
    }
}
