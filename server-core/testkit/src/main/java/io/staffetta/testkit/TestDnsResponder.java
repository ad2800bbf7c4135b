package io.staffetta.testkit;

import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/// What a [TestDns] says.
///
/// @param count told of each question
record TestDnsResponder(
        TestDnsZone zone, Function<Name, TestDnsFault> faultOf, ObjIntConsumer<Name> count) {

    private static final int WITHOUT_EDNS = 512;
    private static final AtomicInteger ALIASES = new AtomicInteger();

    /// The packets that answer one, in order.
    List<byte[]> overUdp(Message query) {
        var question = query.getQuestion();
        var fault = ask(question);
        return switch (fault) {
            case SILENCE -> List.of();
            case TRUNCATED, STALLED_TCP, BROKEN_TCP -> List.of(truncated(query));
            case WRONG_ID -> List.of(forged(query, 1, question));
            case WRONG_QUESTION -> List.of(forged(query, 0, other(question)));
            case FORGED_FIRST ->
                    List.of(
                            forged(query, 1, question),
                            forged(query, 0, other(question)),
                            wire(query, response(query)));
            case GARBAGE -> List.of(garbage(query));
            case SERVFAIL, REFUSED, REFERRAL, NO_EDNS, ENDLESS_ALIASES, NONE ->
                    List.of(wire(query, faulty(query, fault)));
        };
    }

    /// The message that answers one by TCP, without its length; empty for none.
    byte[] overTcp(Message query) {
        var fault = ask(query.getQuestion());
        return switch (fault) {
            case SILENCE, BROKEN_TCP -> new byte[0];
            case WRONG_ID -> forged(query, 1, query.getQuestion());
            case WRONG_QUESTION -> forged(query, 0, other(query.getQuestion()));
            case GARBAGE -> garbage(query);
            case SERVFAIL, REFUSED, REFERRAL, NO_EDNS, ENDLESS_ALIASES ->
                    faulty(query, fault).toWire(Message.MAXLENGTH);
            case TRUNCATED, STALLED_TCP, FORGED_FIRST, NONE ->
                    response(query).toWire(Message.MAXLENGTH);
        };
    }

    boolean stalls(Message query) {
        return faultOf.apply(query.getQuestion().getName()) == TestDnsFault.STALLED_TCP;
    }

    private TestDnsFault ask(Record question) {
        count.accept(question.getName(), question.getType());
        return faultOf.apply(question.getName());
    }

    private Message faulty(Message query, TestDnsFault fault) {
        var response = empty(query);
        var name = query.getQuestion().getName();
        switch (fault) {
            case SERVFAIL -> response.getHeader().setRcode(Rcode.SERVFAIL);
            case REFUSED -> response.getHeader().setRcode(Rcode.REFUSED);
            case REFERRAL -> {
                response.getHeader().unsetFlag(Flags.RA);
                response.addRecord(new NSRecord(Name.root, DClass.IN, 60, name), Section.AUTHORITY);
            }
            case ENDLESS_ALIASES ->
                    response.addRecord(
                            new CNAMERecord(name, DClass.IN, 60, next(name)), Section.ANSWER);
            case NO_EDNS -> {
                if (query.getOPT() == null) {
                    return response(query);
                }
                response.getHeader().setRcode(Rcode.FORMERR);
            }
            default -> {
                return response(query);
            }
        }
        return response;
    }

    private Message response(Message query) {
        var response = empty(query);
        zone.answer(query.getQuestion().getName(), query.getQuestion().getType(), response);
        return response;
    }

    private static Message empty(Message query) {
        var response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setFlag(Flags.RD);
        response.getHeader().setFlag(Flags.RA);
        response.addRecord(query.getQuestion(), Section.QUESTION);
        return response;
    }

    /// Longer answers come out truncated.
    private static byte[] wire(Message query, Message response) {
        var edns = query.getOPT();
        return response.toWire(edns == null ? WITHOUT_EDNS : edns.getPayloadSize());
    }

    private static byte[] truncated(Message query) {
        var response = empty(query);
        response.getHeader().setFlag(Flags.TC);
        return response.toWire();
    }

    /// An answer that leads elsewhere.
    private static byte[] forged(Message query, int offset, Record question) {
        var response = new Message((query.getHeader().getID() + offset) & 0xFFFF);
        response.getHeader().setFlag(Flags.QR);
        response.addRecord(question, Section.QUESTION);
        response.addRecord(
                new ARecord(
                        question.getName(),
                        DClass.IN,
                        86_400,
                        InetAddress.ofLiteral("203.0.113.66")),
                Section.ANSWER);
        return response.toWire();
    }

    private static Record other(Record question) {
        return Record.newRecord(
                Name.fromConstantString("forged.example."), question.getType(), DClass.IN);
    }

    private static byte[] garbage(Message query) {
        var octets = new byte[64];
        Arrays.fill(octets, (byte) 0xFE);
        System.arraycopy(query.toWire(), 0, octets, 0, 2);
        return octets;
    }

    private static Name next(Name name) {
        try {
            var parent = name.labels() > 3 ? new Name(name, 1) : name;
            var label = Name.fromConstantString("alias" + ALIASES.incrementAndGet());
            return Name.concatenate(label, parent);
        } catch (NameTooLongException e) {
            throw new IllegalStateException(e);
        }
    }
}
