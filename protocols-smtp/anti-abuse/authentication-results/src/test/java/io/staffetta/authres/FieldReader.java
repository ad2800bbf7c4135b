package io.staffetta.authres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a whole `Authentication-Results` field as RFC 8601 §2.2 has it; throws at the first
/// character that is wrong.
final class FieldReader {

    record ResultInfo(
            String method, String result, String reason, Map<String, String> properties) {}

    record Field(String authservId, List<ResultInfo> infos) {}

    private final String text;
    private int at;

    private FieldReader(String text) {
        this.text = text;
    }

    static Field read(String value) {
        return new FieldReader(value.replace("\r\n", "")).field();
    }

    private Field field() {
        var id = value();
        blanks();
        if (Character.isDigit(peek())) {
            token();
        }
        var infos = new ArrayList<ResultInfo>();
        while (at < text.length()) {
            expect(';');
            blanks();
            var method = token();
            blanks();
            if (method.equals("none") && at == text.length()) {
                return new Field(id, List.of());
            }
            infos.add(info(method));
        }
        if (infos.isEmpty()) {
            throw new IllegalArgumentException("no results");
        }
        return new Field(id, infos);
    }

    private ResultInfo info(String method) {
        if (peek() == '/') {
            expect('/');
            value();
            blanks();
        }
        expect('=');
        var result = value();
        var reason = "";
        var properties = new LinkedHashMap<String, String>();
        blanks();
        while (at < text.length() && peek() != ';') {
            var type = keyword();
            blanks();
            if (type.equals("reason") && peek() == '=') {
                expect('=');
                reason = value();
            } else {
                expect('.');
                blanks();
                var property = keyword();
                blanks();
                expect('=');
                properties.put(type + "." + property, pvalue());
            }
            blanks();
        }
        return new ResultInfo(method, result, reason, properties);
    }

    private String pvalue() {
        blanks();
        var local = peek() == '@' ? "" : peek() == '"' ? quoted() : atoms();
        if (peek() != '@') {
            return local;
        }
        expect('@');
        return local + "@" + token();
    }

    private String value() {
        blanks();
        return peek() == '"' ? quoted() : token();
    }

    private String quoted() {
        expect('"');
        var out = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (peek() < ' ' || peek() == 127) {
                throw wrong();
            }
            out.append(text.charAt(at++));
        }
        at++;
        return out.toString();
    }

    private String token() {
        return run("()<>@,;:\\\"/[]?= ");
    }

    /// A token or the atoms of a local part.
    private String atoms() {
        return run("()<>@,;:\\\"[] ");
    }

    private String keyword() {
        return run("()<>@,;:\\\"/[]?= ._");
    }

    private String run(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(peek()) < 0 && peek() > ' ' && peek() != 127) {
            at++;
        }
        if (start == at) {
            throw wrong();
        }
        return text.substring(start, at);
    }

    private void blanks() {
        int depth = 0;
        while (at < text.length()
                && (depth > 0 || peek() == ' ' || peek() == '\t' || peek() == '(')) {
            depth += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
            at++;
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            return 0;
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("at " + at + " of " + text);
    }
}
