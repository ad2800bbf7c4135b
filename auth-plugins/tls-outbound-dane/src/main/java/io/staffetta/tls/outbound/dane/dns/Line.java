package io.staffetta.tls.outbound.dane.dns;

import java.util.regex.Pattern;

/// Words from outside, made fit for a line of a log.
final class Line {

    private static final int LONGEST = 300;
    private static final Pattern UNFIT = Pattern.compile("[^\\x20-\\x7e]+");

    private Line() {}

    static String of(String text) {
        var line = UNFIT.matcher(text).replaceAll(" ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
