package io.staffetta.tls.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is known of one domain and one UTC day, in the shape of RFC 8460 §4.4. Whoever sends it
/// adds `organization-name`, `contact-info` and `report-id`.
///
/// @param dateRange the day: `start-datetime`, `end-datetime`
/// @param policies those that were applied
record ReportFile(
        @JsonProperty("date-range") Map<String, String> dateRange, List<PolicyResult> policies) {

    ReportFile {
        policies = present(policies);
    }

    /// One policy and how connections fared under it.
    ///
    /// @param policy the policy
    /// @param summary how often
    /// @param failureDetails by kind; absent if nothing failed
    /// @param omittedDetails failures that are counted in the summary only, because there were too
    ///   many kinds; not a word of RFC 8460, absent if zero
    record PolicyResult(
            Policy policy,
            Summary summary,
            @JsonProperty("failure-details") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<FailureDetail> failureDetails,
            @JsonProperty("omitted-details") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                    long omittedDetails) {

        PolicyResult {
            Objects.requireNonNull(policy);
            Objects.requireNonNull(summary);
            failureDetails = present(failureDetails);
        }
    }

    /// A policy.
    ///
    /// @param type `sts`, `tlsa` or `no-policy-found`
    /// @param string its lines or records; absent if there are none
    /// @param domain whose it is
    /// @param mxHost patterns of an MTA-STS policy; absent if there are none
    record Policy(
            @JsonProperty("policy-type") String type,
            @JsonProperty("policy-string") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> string,
            @JsonProperty("policy-domain") String domain,
            @JsonProperty("mx-host") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> mxHost) {

        Policy {
            string = present(string);
            mxHost = present(mxHost);
        }
    }

    /// Sessions.
    record Summary(
            @JsonProperty("total-successful-session-count") long successful,
            @JsonProperty("total-failure-session-count") long failed) {}

    /// Failures of one kind.
    ///
    /// @param resultType in the words of RFC 8460 §4.3
    /// @param sendingMtaIp absent if there was no connection
    /// @param receivingMxHostname absent if it was not about a mail server
    /// @param receivingIp absent if there was no connection
    /// @param failedSessionCount how many
    /// @param failureReasonCode of the first of them; absent if there is nothing to say
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record FailureDetail(
            @JsonProperty("result-type") String resultType,
            @JsonProperty("sending-mta-ip") String sendingMtaIp,
            @JsonProperty("receiving-mx-hostname") String receivingMxHostname,
            @JsonProperty("receiving-ip") String receivingIp,
            @JsonProperty("failed-session-count") long failedSessionCount,
            @JsonProperty("failure-reason-code") String failureReasonCode) {

        FailureDetail {
            sendingMtaIp = Objects.requireNonNullElse(sendingMtaIp, "");
            receivingMxHostname = Objects.requireNonNullElse(receivingMxHostname, "");
            receivingIp = Objects.requireNonNullElse(receivingIp, "");
            failureReasonCode = Objects.requireNonNullElse(failureReasonCode, "");
        }
    }

    private static <T> List<T> present(List<T> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }
}
