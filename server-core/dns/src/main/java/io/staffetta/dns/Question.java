package io.staffetta.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.util.Optional;

/// What is asked of DNS.
///
/// @param name absolute
/// @param type as in [Type]
public record Question(Name name, int type) {

    /// A question about a name from outside.
    ///
    /// @param name with or without the final dot; every character but the dots stands for itself,
    ///   the backslash too
    /// @param type as in [Type]
    /// @return empty if that cannot be a domain name: not ASCII, or too long (RFC 1035 §2.3.4)
    public static Optional<Question> of(String name, int type) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= ' ' && c < 127)) {
            return Optional.empty();
        }
        try {
            var literal = name.replace("\\", "\\\\").replace("@", "\\@");
            return Optional.of(new Question(Name.fromString(literal, Name.root), type));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    /// A query with this question, recursion desired.
    ///
    /// @param id 0 to 65535
    public Message query(int id) {
        var message = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        message.getHeader().setID(id);
        return message;
    }

    @Override
    public String toString() {
        return name.toString(true) + " " + Type.string(type);
    }
}
