package io.staffetta.milter.wire;

import static java.util.stream.Collectors.joining;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// ESMTP parameters as they stand in commands.
public final class Parameters {

    private static final int MAX_ENVELOPE_ID = 100;
    private static final int MAX_ORIGINAL = 500;

    private Parameters() {}

    /// Those of MAIL.
    public static List<String> of(MailParameters parameters) {
        var out = new ArrayList<String>();
        parameters.size().ifPresent(size -> out.add("SIZE=" + size));
        switch (parameters.body()) {
            case SEVEN_BIT -> {}
            case EIGHT_BIT_MIME -> out.add("BODY=8BITMIME");
            case BINARY_MIME -> out.add("BODY=BINARYMIME");
        }
        if (parameters.smtpUtf8()) {
            out.add("SMTPUTF8");
        }
        if (parameters.requireTls()) {
            out.add("REQUIRETLS");
        }
        parameters.envelopeId().ifPresent(id -> out.add("ENVID=" + Xtext.encode(id)));
        parameters
                .returned()
                .ifPresent(what -> out.add("RET=" + (what == Returned.FULL ? "FULL" : "HDRS")));
        parameters
                .submitter()
                .ifPresent(who -> out.add("AUTH=" + (who.isEmpty() ? "<>" : Xtext.encode(who))));
        return out;
    }

    /// Those of RCPT.
    public static List<String> of(RecipientParameters parameters) {
        var out = new ArrayList<String>();
        if (!parameters.notifyOn().isEmpty()) {
            var words =
                    parameters.notifyOn().stream().sorted().map(Enum::name).collect(joining(","));
            out.add("NOTIFY=" + words);
        }
        parameters
                .originalRecipient()
                .ifPresent(original -> {
                    int semicolon = original.indexOf(';') + 1;
                    out.add(
                            "ORCPT="
                                    + original.substring(0, semicolon)
                                    + Xtext.encode(original.substring(semicolon)));
                });
        return out;
    }

    /// What a filter said of reports about a message; anything else is passed over.
    static MailParameters ofSender(String text) throws MilterException {
        var id = Optional.<String>empty();
        var returned = Optional.<Returned>empty();
        for (var parameter : words(text)) {
            var value = value(parameter);
            switch (name(parameter)) {
                case "ENVID" ->
                        id =
                                Optional.of(
                                        Xtext.decode(value)
                                                .filter(it -> it.length() <= MAX_ENVELOPE_ID)
                                                .orElseThrow(Parameters::bad));
                case "RET" ->
                        returned =
                                Optional.of(
                                        switch (value.toUpperCase(Locale.ROOT)) {
                                            case "FULL" -> Returned.FULL;
                                            case "HDRS" -> Returned.HEADERS;
                                            default -> throw bad();
                                        });
                default -> {}
            }
        }
        var none = MailParameters.NONE;
        return new MailParameters(
                none.size(), none.body(), false, false, id, returned, none.submitter());
    }

    /// What a filter said of reports about a recipient; anything else is passed over.
    static RecipientParameters ofRecipient(String text) throws MilterException {
        Set<Notify> notify = Set.of();
        var original = Optional.<String>empty();
        for (var parameter : words(text)) {
            var value = value(parameter);
            switch (name(parameter)) {
                case "NOTIFY" -> notify = notify(value);
                case "ORCPT" -> original = Optional.of(original(value));
                default -> {}
            }
        }
        try {
            return new RecipientParameters(notify, original);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    private static Set<Notify> notify(String value) throws MilterException {
        var out = EnumSet.noneOf(Notify.class);
        for (var word : value.toUpperCase(Locale.ROOT).split(",", -1)) {
            try {
                out.add(Notify.valueOf(word));
            } catch (IllegalArgumentException e) {
                throw bad();
            }
        }
        return out;
    }

    private static String original(String value) throws MilterException {
        int semicolon = value.indexOf(';') + 1;
        if (semicolon < 2 || value.length() > MAX_ORIGINAL) {
            throw bad();
        }
        return value.substring(0, semicolon)
                + Xtext.decode(value.substring(semicolon)).orElseThrow(Parameters::bad);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ")).stream().filter(word -> !word.isEmpty()).toList();
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
    }

    private static String value(String parameter) {
        return parameter.substring(parameter.indexOf('=') + 1);
    }

    private static MilterException bad() {
        return new MilterException("the filter gave bad ESMTP parameters");
    }
}
