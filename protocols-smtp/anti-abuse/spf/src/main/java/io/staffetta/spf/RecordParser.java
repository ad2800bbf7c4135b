package io.staffetta.spf;

import io.staffetta.spf.SpfRecord.Directive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a record; a mistake anywhere in it makes all of it worthless (RFC 7208 §4.6).
final class RecordParser {

    // The name of a mechanism or modifier ends at the first character that cannot be part of one.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*+");
    private static final String QUALIFIERS = "+-~?";
    private static final List<SpfResult> RESULTS =
            List.of(SpfResult.PASS, SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL);

    private final List<Directive> directives = new ArrayList<>();
    private Optional<MacroString> redirect = Optional.empty();
    private Optional<MacroString> explanation = Optional.empty();

    private RecordParser() {}

    /// Reads a record that [SpfRecord#isMeant].
    static SpfRecord parse(String text) throws Undecided {
        var parser = new RecordParser();
        int at = 6;
        while (at < text.length()) {
            int blank = text.indexOf(' ', at);
            int end = blank < 0 ? text.length() : blank;
            if (end > at) {
                parser.term(text.substring(at, end));
            }
            at = end + 1;
        }
        return new SpfRecord(parser.directives, parser.redirect, parser.explanation);
    }

    private void term(String term) throws Undecided {
        var name = NAME.matcher(term);
        if (name.lookingAt() && name.end() < term.length() && term.charAt(name.end()) == '=') {
            modifier(name.group().toLowerCase(Locale.ROOT), term.substring(name.end() + 1));
            return;
        }
        int qualifier = QUALIFIERS.indexOf(term.charAt(0));
        var text = qualifier < 0 ? term : term.substring(1);
        var result = RESULTS.get(Math.max(0, qualifier));
        directives.add(new Directive(result, MechanismParser.parse(text), term));
    }

    private void modifier(String name, String value) throws Undecided {
        switch (name) {
            case "redirect" -> redirect = once(redirect, name, value);
            case "exp" -> explanation = once(explanation, name, value);
            default -> MacroParser.macroString(value);
        }
    }

    private static Optional<MacroString> once(
            Optional<MacroString> before, String name, String value) throws Undecided {
        if (before.isPresent()) {
            throw Undecided.permerror("there is more than one " + name);
        }
        return Optional.of(MacroParser.domainSpec(value));
    }
}
