package io.staffetta.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.mail.Header;

import java.io.ByteArrayOutputStream;

/// One field of the header section a message is stored with.
sealed interface HeaderLine {

    /// As hooks see it.
    Header header();

    /// Whether it has that name, in any case.
    boolean is(String name);

    /// Its octets, with the final CRLF.
    void writeTo(ByteArrayOutputStream out);

    /// A field as it was received; its octets stay as they are.
    ///
    /// @param section the octets it is part of
    /// @param start its first octet
    /// @param nameEnd behind the name
    /// @param colon where the colon is
    /// @param end behind the final CRLF
    record Received(byte[] section, int start, int nameEnd, int colon, int end)
            implements HeaderLine {

        @Override
        public Header header() {
            return new Header(
                    new String(section, start, nameEnd - start, UTF_8),
                    new String(section, colon + 1, end - 2 - colon - 1, UTF_8));
        }

        @Override
        public boolean is(String name) {
            return nameEnd - start == name.length()
                    && new String(section, start, nameEnd - start, UTF_8).equalsIgnoreCase(name);
        }

        @Override
        public void writeTo(ByteArrayOutputStream out) {
            out.write(section, start, end - start);
        }
    }

    /// A field that a hook added.
    record Added(Header header) implements HeaderLine {

        @Override
        public boolean is(String name) {
            return header.is(name);
        }

        @Override
        public void writeTo(ByteArrayOutputStream out) {
            out.writeBytes((header.name() + ":" + header.value() + "\r\n").getBytes(UTF_8));
        }
    }

    /// Our own trace field, which nobody may take away (RFC 5321 §4.4).
    record Trace(Header header) implements HeaderLine {

        @Override
        public boolean is(String name) {
            return false;
        }

        @Override
        public void writeTo(ByteArrayOutputStream out) {
            new Added(header).writeTo(out);
        }
    }
}
