package io.staffetta.tls.report;

import io.staffetta.tls.report.ReportFile.FailureDetail;
import io.staffetta.tls.report.ReportFile.Policy;
import io.staffetta.tls.report.ReportFile.PolicyResult;
import io.staffetta.tls.report.ReportFile.Summary;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// How connections fared under one policy. Not for several threads.
final class Tally {

    private final int maxDetails;
    private final Map<Failure, Failed> details = new LinkedHashMap<>();
    private long successful;
    private long failed;
    private long omitted;

    /// @param count how often
    /// @param reason of the first
    private record Failed(long count, String reason) {

        Failed plus(Failed more) {
            return new Failed(count + more.count, reason.isEmpty() ? more.reason : reason);
        }
    }

    /// @param maxDetails kinds of failures that are told apart
    Tally(int maxDetails) {
        this.maxDetails = maxDetails;
    }

    void succeeded() {
        successful++;
    }

    void failed(Failure failure, String reason) {
        failed++;
        add(failure, new Failed(1, reason));
    }

    /// Adds what was written.
    void add(PolicyResult written) {
        successful += written.summary().successful();
        failed += written.summary().failed();
        omitted += written.omittedDetails();
        for (var detail : written.failureDetails()) {
            add(
                    new Failure(
                            detail.resultType(),
                            detail.sendingMtaIp(),
                            detail.receivingMxHostname(),
                            detail.receivingIp()),
                    new Failed(detail.failedSessionCount(), detail.failureReasonCode()));
        }
    }

    /// Adds what another one counted.
    void add(Tally other) {
        successful += other.successful;
        failed += other.failed;
        omitted += other.omitted;
        other.details.forEach(this::add);
    }

    /// All that were counted.
    static long sessions(Collection<Tally> tallies) {
        return tallies.stream().mapToLong(tally -> tally.successful + tally.failed).sum();
    }

    PolicyResult result(Policy policy) {
        var list =
                details.entrySet().stream()
                        .map(entry -> detail(entry.getKey(), entry.getValue()))
                        .toList();
        return new PolicyResult(policy, new Summary(successful, failed), list, omitted);
    }

    private void add(Failure failure, Failed more) {
        if (details.containsKey(failure) || details.size() < maxDetails) {
            details.merge(failure, more, Failed::plus);
        } else {
            omitted += more.count();
        }
    }

    private static FailureDetail detail(Failure failure, Failed failed) {
        return new FailureDetail(
                failure.result(),
                failure.local(),
                failure.host(),
                failure.remote(),
                failed.count(),
                failed.reason());
    }
}
