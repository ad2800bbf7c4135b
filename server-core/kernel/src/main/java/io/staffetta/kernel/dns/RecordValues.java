package io.staffetta.kernel.dns;

import io.staffetta.dns.Answer;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/// Records as plugins see them.
final class RecordValues {

    /// What is not a domain name does not exist.
    static final Answer NO_NAME = new Answer.Absent(false, Duration.ZERO);

    private RecordValues() {}

    static <T> DnsAnswer<T> answer(
            String name, Answer answer, Function<Record, Optional<T>> value) {
        return switch (answer) {
            case Answer.Found(var records, _) -> {
                var values = records.stream().flatMap(r -> value.apply(r).stream()).toList();
                yield values.isEmpty()
                        ? new DnsAnswer.Failed<>(name + ": the records cannot be read")
                        : new DnsAnswer.Found<>(values);
            }
            case Answer.Absent(boolean exists, _) ->
                    exists ? new DnsAnswer.NoData<>() : new DnsAnswer.NoSuchName<>();
            case Answer.Failed(var why) -> new DnsAnswer.Failed<>(oneLine(why));
        };
    }

    static Optional<InetAddress> ipv4(Record record) {
        return record instanceof ARecord four
                ? Optional.of(nameless(four.getAddress()))
                : Optional.empty();
    }

    /// An IPv4-mapped address is one of IPv4 to Java.
    static Optional<InetAddress> ipv6(Record record) {
        return record instanceof AAAARecord six
                ? Optional.of(nameless(six.getAddress()))
                : Optional.empty();
    }

    static Optional<String> text(Record record) {
        if (!(record instanceof TXTRecord text)) {
            return Optional.empty();
        }
        var joined = new ByteArrayOutputStream();
        text.getStringsAsByteArrays().forEach(joined::writeBytes);
        return Optional.of(joined.toString(StandardCharsets.ISO_8859_1));
    }

    static Optional<MailExchanger> exchanger(Record record) {
        return record instanceof MXRecord mx
                ? Optional.of(new MailExchanger(mx.getPriority(), host(mx.getTarget())))
                : Optional.empty();
    }

    static Optional<String> pointer(Record record) {
        return record instanceof PTRRecord pointer
                ? Optional.of(host(pointer.getTarget()))
                : Optional.empty();
    }

    static Optional<TlsAssociation> tlsAssociation(Record record) {
        return record instanceof TLSARecord tlsa
                ? Optional.of(
                        new TlsAssociation(
                                tlsa.getCertificateUsage(),
                                tlsa.getSelector(),
                                tlsa.getMatchingType(),
                                HexFormat.of().formatHex(tlsa.getCertificateAssociationData())))
                : Optional.empty();
    }

    private static String host(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true);
    }

    /// Without the name that dnsjava gives it.
    private static InetAddress nameless(InetAddress address) {
        return InetAddress.ofLiteral(address.getHostAddress());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
