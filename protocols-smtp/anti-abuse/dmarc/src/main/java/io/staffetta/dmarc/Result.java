package io.staffetta.dmarc;

import io.staffetta.spi.hook.Finding;

import java.util.LinkedHashMap;
import java.util.Optional;

/// What came of the evaluation (RFC 8601 §2.7, RFC 9989 §9.2).
///
/// @param name `pass`, `fail`, `none`, `temperror` or `permerror`
/// @param author the Author Domain, if there is one
/// @param policy what its owner wants to happen to mail that fails, if there is a record
/// @param detail one line
record Result(String name, Optional<String> author, Optional<Policy> policy, String detail) {

    boolean is(String other) {
        return name.equals(other);
    }

    Finding finding(String note) {
        var properties = new LinkedHashMap<String, String>();
        author.ifPresent(domain -> properties.put("header.from", domain));
        policy.ifPresent(asked -> properties.put("policy.dmarc", asked.word()));
        return new Finding("dmarc", name, detail + note, properties);
    }
}
