package io.staffetta.tls.outbound.sts.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What is asked of DNS.
///
/// @param name absolute
/// @param type as in [Type]
record Question(Name name, int type) {

    /// A query with this question, recursion desired.
    Message query(int id) {
        var message = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        message.getHeader().setID(id);
        return message;
    }

    @Override
    public String toString() {
        return name.toString(true) + " " + Type.string(type);
    }
}
