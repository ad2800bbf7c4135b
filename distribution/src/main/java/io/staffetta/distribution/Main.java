package io.staffetta.distribution;

import io.staffetta.distribution.command.StaffettaCommand;

import java.util.List;

/// The program `staffetta`.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var home = Home.find();
        boolean serves = args.length > 0 && List.of("run", "rehearse").contains(args[0]);
        Logging.configure(home, serves);
        if (serves) {
            WarmUp.start();
        }
        Logging.collect();
        int code = StaffettaCommand.run(home, args);
        Logging.flush();
        System.exit(code);
    }
}
