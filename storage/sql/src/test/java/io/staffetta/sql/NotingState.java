package io.staffetta.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Writes entries until it is killed, and says which.
final class NotingState {

    private NotingState() {}

    public static void main(String[] args) throws Exception {
        var clock = InstantSource.system();
        var settings = new SqlStateSettings("", null, null, 0, null, null, 0);
        var state = new SqlState(settings, Store.server(Path.of(args[0])), clock);
        state.start();
        var table = state.table("test", 1000);
        for (int i = 0; ; i++) {
            table.put("key " + i % 500, new byte[100], clock.instant().plus(Duration.ofDays(1)));
            System.out.println(i);
        }
    }
}
