package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(120)
class ConcurrencyTest {

    private static final Mailbox SALES = Mailbox.parse("sales@example.org");
    private static final Mailbox ENDS = Mailbox.parse("someone@elsewhere.example");
    private static final int ROUNDS = 50;
    private static final int READERS = 2;

    @TempDir Path data;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(data);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noLookupIsOlderThanTheLastChange() throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(READERS)) {
            var readers = new ArrayList<Future<?>>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> resolveUntil(done)));
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    store.accounts().addAlias(SALES.toString(), ENDS);
                    assertThat(store.accounts().resolve(SALES))
                            .isEqualTo(new Resolution.Deliver(List.of(ENDS)));
                    store.accounts().removeAlias(SALES.toString());
                    assertThat(store.accounts().resolve(SALES)).isEqualTo(new Resolution.Unknown());
                }
            } finally {
                done.set(true);
            }
            for (var reader : readers) {
                reader.get();
            }
        }
    }

    /// The kernel interrupts a call it no longer waits for; with a plain file that is the end of
    /// the database.
    @Test
    void anInterruptedCallHarmsNobody() throws Exception {
        for (int i = 0; i < 20; i++) {
            var source = "a%d@example.org".formatted(i);
            var call =
                    Thread.ofVirtual()
                            .start(() -> {
                                Thread.currentThread().interrupt();
                                store.accounts().addAlias(source, ENDS);
                            });
            call.join();
            store.accounts().addAlias("b" + source, ENDS);
            assertThat(store.accounts().resolve(Mailbox.parse("b" + source)))
                    .isEqualTo(new Resolution.Deliver(List.of(ENDS)));
        }
    }

    private void resolveUntil(AtomicBoolean done) {
        while (!done.get()) {
            store.accounts().resolve(SALES);
        }
    }
}
