package io.staffetta.distribution;

import io.staffetta.distribution.command.StaffettaCommand;

/// The program `staffetta`.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var home = Home.find();
        Logging.configure(home, args);
        int code = StaffettaCommand.run(home, args);
        Logging.flush();
        System.exit(code);
    }
}
