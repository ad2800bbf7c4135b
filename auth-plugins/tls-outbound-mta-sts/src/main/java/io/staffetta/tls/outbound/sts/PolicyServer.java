package io.staffetta.tls.outbound.sts;

import io.staffetta.dns.Answer;
import io.staffetta.dns.Deadline;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.tls.outbound.sts.dns.Resolver;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the servers of policies.
///
/// @param resolver asks DNS
/// @param allowLoopback whether they may be on this machine or its link
record PolicyServer(Resolver resolver, boolean allowLoopback) {

    /// The addresses of a host; at least one.
    ///
    /// @throws PolicyFailure if there is none
    List<InetAddress> find(String host, Deadline deadline)
            throws PolicyFailure, InterruptedException {
        var found = new ArrayList<InetAddress>();
        var trouble = host + " has no address";
        for (int type : new int[] {Type.A, Type.AAAA}) {
            switch (resolver.ask(host, type, deadline)) {
                case Answer.Found(List<Record> records, _) ->
                        records.forEach(record -> address(record).ifPresent(found::add));
                case Answer.Failed(String why) -> trouble = "DNS: " + why;
                case Answer.Absent _ -> {}
            }
        }
        if (!allowLoopback && found.removeIf(address -> !isOrdinary(address))) {
            trouble = host + " has no address that may be used";
        }
        if (found.isEmpty()) {
            throw new PolicyFailure(Result.STS_POLICY_FETCH_ERROR, trouble);
        }
        return found;
    }

    /// Whoever owns a domain writes this address: it must not lead to services that trust this
    /// machine, nor to the neighbours on its link.
    private static boolean isOrdinary(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
    }

    private static Optional<InetAddress> address(Record record) {
        return switch (record) {
            case ARecord four -> Optional.of(four.getAddress());
            case AAAARecord six -> Optional.of(six.getAddress());
            default -> Optional.empty();
        };
    }
}
