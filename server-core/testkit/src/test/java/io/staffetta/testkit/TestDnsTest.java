package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

class TestDnsTest {

    private final TestDns dns = TestDns.start();

    @AfterEach
    void close() {
        dns.close();
    }

    private static Message query(String name, String type) {
        return Message.newQuery(
                Record.newRecord(Name.fromConstantString(name + "."), Type.value(type), DClass.IN));
    }

    private Message overUdp(Message query) throws IOException {
        return overUdp(query, 10_000);
    }

    private Message overUdp(Message query, int millis) throws IOException {
        try (var socket = new DatagramSocket()) {
            var octets = query.toWire();
            socket.send(new DatagramPacket(octets, octets.length, dns.address()));
            var packet = new DatagramPacket(new byte[4096], 4096);
            socket.setSoTimeout(millis);
            socket.receive(packet);
            return new Message(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        }
    }

    private Message overTcp(Message query) throws IOException {
        try (var socket = new Socket(dns.address().getAddress(), dns.address().getPort())) {
            var octets = query.toWire();
            socket.getOutputStream()
                    .write(
                            ByteBuffer.allocate(2 + octets.length)
                                    .putShort((short) octets.length)
                                    .put(octets)
                                    .array());
            var in = new DataInputStream(socket.getInputStream());
            return new Message(in.readNBytes(in.readUnsignedShort()));
        }
    }

    @Test
    void saysWhatItWasTold() throws IOException {
        dns.add("example.org", "MX", "10 mx.example.org.")
                .add("_25._tcp.mx.example.org", "TLSA", "3 1 1 " + "ab".repeat(32));

        var response = overUdp(query("example.org", "MX"));

        assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(response.getSection(Section.ANSWER))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.rdataToString()).isEqualTo("10 mx.example.org."));
        assertThat(overTcp(query("_25._tcp.mx.example.org", "TLSA")).getSection(Section.ANSWER))
                .hasSize(1);
    }

    @Test
    void followsAliases() throws IOException {
        dns.add("alias.example", "CNAME", "host.example.").add("host.example", "A", "192.0.2.1");

        assertThat(overUdp(query("alias.example", "A")).getSection(Section.ANSWER))
                .extracting(Record::getType)
                .containsExactly(Type.CNAME, Type.A);
    }

    @Test
    void tellsNoSuchNameFromNoSuchRecord() throws IOException {
        dns.add("host.example.org", "A", "192.0.2.1");

        assertThat(overUdp(query("nowhere.example", "A")).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        var empty = overUdp(query("example.org", "A"));
        assertThat(empty.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(empty.getSection(Section.AUTHORITY))
                .extracting(Record::getType)
                .containsExactly(Type.SOA);
    }

    @Test
    void truncatesWhatIsTooLongForUdp() throws IOException {
        IntStream.range(0, 100)
                .forEach(i -> dns.add("big.example", "MX", i + " mx" + i + ".big.example."));

        assertThat(overUdp(query("big.example", "MX")).getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overTcp(query("big.example", "MX")).getSection(Section.ANSWER)).hasSize(100);
    }

    @Test
    void misbehavesOnDemand() throws IOException {
        dns.fault("broken.example", TestDnsFault.SERVFAIL)
                .fault("liar.example", TestDnsFault.WRONG_ID)
                .fault("maze.example", TestDnsFault.ENDLESS_ALIASES)
                .fault("silent.example", TestDnsFault.SILENCE);
        var query = query("liar.example", "A");

        assertThat(overUdp(query("broken.example", "A")).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(overUdp(query).getHeader().getID()).isNotEqualTo(query.getHeader().getID());
        assertThat(overUdp(query("maze.example", "A")).getSection(Section.ANSWER))
                .extracting(Record::getType)
                .containsExactly(Type.CNAME);
        assertThatThrownBy(() -> overUdp(query("silent.example", "A"), 100))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void counts() throws IOException {
        overUdp(query("example.org", "MX"));
        overUdp(query("EXAMPLE.org", "MX"));
        overTcp(query("example.org", "A"));

        assertThat(dns.queries("example.org", "MX")).isEqualTo(2);
        assertThat(dns.queries("example.org", "A")).isEqualTo(1);
        assertThat(dns.queries("example.org", "TXT")).isZero();
        assertThat(dns.queries()).isEqualTo(3);
    }

    @Test
    void forgets() throws IOException {
        dns.add("example.org", "A", "192.0.2.1").remove("example.org");

        assertThat(overUdp(query("example.org", "A")).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void refusesWhatIsNoRecord() {
        assertThatThrownBy(() -> dns.add("example.org", "A", "nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("example.org A nonsense");
    }
}
