package io.staffetta.milter.wire;

import java.util.Optional;

/// What a filter is told of, and how it says that it does not want to know.
public enum Stage {
    /// A client connected.
    CONNECT('C', 2, 0x01, 0x1000),
    /// EHLO, HELO or LHLO.
    HELO('H', 2, 0x02, 0x2000),
    /// MAIL.
    MAIL('M', 2, 0x04, 0x4000),
    /// RCPT.
    RCPT('R', 2, 0x08, 0x8000),
    /// DATA or the first BDAT.
    DATA('T', 4, 0x200, 0x10000),
    /// A command that is not known.
    UNKNOWN('U', 3, 0x100, 0x20000),
    /// One header field.
    HEADER('L', 2, 0x20, 0x80),
    /// The end of the header section.
    END_OF_HEADER('N', 2, 0x40, 0x40000),
    /// A part of the body.
    BODY('B', 2, 0x10, 0x80000),
    /// The end of the message.
    END_OF_MESSAGE('E', 2, 0, 0);

    /// By number in a list of macros (`SMFIM_*`).
    private static final Stage[] MACRO_STAGES = {
        CONNECT, HELO, MAIL, RCPT, DATA, END_OF_MESSAGE, END_OF_HEADER
    };

    final char code;
    final int since;
    final int no;
    final int noReply;

    Stage(char code, int since, int no, int noReply) {
        this.code = code;
        this.since = since;
        this.no = no;
        this.noReply = noReply;
    }

    static Optional<Stage> ofMacros(int number) {
        return number < 0 || number >= MACRO_STAGES.length
                ? Optional.empty()
                : Optional.of(MACRO_STAGES[number]);
    }
}
