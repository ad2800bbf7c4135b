package io.staffetta.kernel.records;

import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.ReverseName;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// The way to the server and back: MX, addresses, names of the addresses.
///
/// @param inquiry what is asked about
record HostRecords(Inquiry inquiry) {

    private static final int PREFERENCE = 10;

    List<RecordCheck> exchangers() {
        var host = inquiry.host().hostname();
        var check =
                RecordCheck.missing(
                        RecordKind.MX,
                        inquiry.domain().name(),
                        "MX",
                        List.of(data(new MailExchanger(PREFERENCE, host))));
        return List.of(
                switch (inquiry.dns().exchangers(inquiry.domain().name())) {
                    case DnsAnswer.Failed<MailExchanger>(var reason) -> check.unknown(reason);
                    case DnsAnswer.NoData<MailExchanger> _ -> check;
                    case DnsAnswer.NoSuchName<MailExchanger> _ ->
                            check.noting("the domain does not exist");
                    case DnsAnswer.Found<MailExchanger>(var found) -> compare(check, found);
                });
    }

    List<RecordCheck> addresses() {
        var host = inquiry.host().hostname();
        var ipv4 = addresses("A", inquiry.dns().ipv4(host), true);
        var ipv6 = addresses("AAAA", inquiry.dns().ipv6(host), false);
        boolean needless = ipv6.status() == Status.MISSING && ipv6.wanted().isEmpty();
        return List.of(ipv4, needless ? ipv6.optional("needed if the server has IPv6") : ipv6);
    }

    List<RecordCheck> names() {
        var checks = new ArrayList<RecordCheck>();
        for (var address : inquiry.publishedAddresses()) {
            if (HostFacts.isPublic(address)) {
                checks.add(name(address));
            }
        }
        return checks;
    }

    private RecordCheck compare(RecordCheck check, List<MailExchanger> found) {
        var data = found.stream().map(HostRecords::data).sorted().toList();
        if (found.stream().anyMatch(one -> isOurs(one.host()))) {
            return check.kept(data);
        }
        var different = check.published(data, Status.DIFFERENT);
        return found.stream().allMatch(one -> one.host().isEmpty())
                ? different.noting("the domain says that it takes no mail (RFC 7505)")
                : different.noting("mail goes elsewhere");
    }

    private RecordCheck addresses(String type, DnsAnswer<InetAddress> answer, boolean ipv4) {
        var check =
                RecordCheck.missing(
                        RecordKind.HOST,
                        inquiry.host().hostname(),
                        type,
                        inquiry.host().addresses().stream()
                                .filter(address -> address instanceof Inet4Address == ipv4)
                                .map(InetAddress::getHostAddress)
                                .toList());
        return switch (answer) {
            case DnsAnswer.Failed<InetAddress>(var reason) -> check.unknown(reason);
            case DnsAnswer.NoData<InetAddress> _ -> check;
            case DnsAnswer.NoSuchName<InetAddress> _ -> check;
            case DnsAnswer.Found<InetAddress>(var found) ->
                    check.kept(found.stream().map(InetAddress::getHostAddress).sorted().toList());
        };
    }

    private RecordCheck name(InetAddress address) {
        var check =
                RecordCheck.missing(
                        RecordKind.PTR,
                        ReverseName.of(address),
                        "PTR",
                        List.of(inquiry.host().hostname() + "."));
        return switch (inquiry.dns().pointers(address)) {
            case DnsAnswer.Failed<String>(var reason) -> check.unknown(reason);
            case DnsAnswer.NoData<String> _ -> check.noting("many servers refuse its mail");
            case DnsAnswer.NoSuchName<String> _ -> check.noting("many servers refuse its mail");
            case DnsAnswer.Found<String>(var found) ->
                    found.stream().anyMatch(this::isOurs)
                            ? check.kept(dotted(found))
                            : check.published(dotted(found), Status.DIFFERENT);
        };
    }

    private boolean isOurs(String name) {
        return name.equalsIgnoreCase(inquiry.host().hostname());
    }

    private static List<String> dotted(List<String> names) {
        return names.stream().map(name -> name + ".").sorted().toList();
    }

    private static String data(MailExchanger exchanger) {
        return exchanger.preference() + " " + exchanger.host() + ".";
    }
}
