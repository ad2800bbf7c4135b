package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// What every state store must do.
public interface StateStoreContract {

    /// The store under test, the same for a whole test, empty when it begins.
    StateStore state();

    /// What the store goes by; whole milliseconds.
    ManualClock clock();

    /// With its value and time.
    @Test
    default void keepsWhatIsPut() {
        var table = state().table("test", 100);
        assertThat(table.get("a")).isEmpty();
        table.put("a", octets("one"), in(60));
        table.put("b", octets(""), in(60));
        table.put("a", octets("two"), in(120));
        assertValue(table, "a", "two");
        assertValue(table, "b", "");
        assertThat(table.get("a")).map(StateEntry::key).contains("a");
        assertThat(table.get("a")).map(StateEntry::expires).contains(in(120));
        assertThat(table.size()).isEqualTo(2);
    }

    /// Tables know nothing of each other.
    @Test
    default void keepsTablesApart() {
        state().table("one", 100).put("a", octets("one"), in(60));
        state().table("two", 100).put("a", octets("two"), in(60));
        assertValue(state().table("one", 100), "a", "one");
        assertThat(state().table("one", 100).remove("a")).isTrue();
        assertValue(state().table("two", 100), "a", "two");
    }

    /// At the very moment; a new value makes it live again.
    @Test
    default void forgetsWhatHasExpired() {
        var table = state().table("test", 100);
        table.put("a", octets("one"), in(60));
        clock().advance(Duration.ofSeconds(59));
        assertValue(table, "a", "one");
        clock().advance(Duration.ofSeconds(1));
        assertThat(table.get("a")).isEmpty();
        assertThat(table.list("", 10)).isEmpty();
        assertThat(table.remove("a")).isFalse();
        table.put("a", octets("one"), in(60));
        clock().advance(Duration.ofSeconds(60));
        assertThat(
                        table.update(
                                "a",
                                before -> {
                                    assertThat(before).isEmpty();
                                    return Optional.of(new StateEntry("a", octets("two"), in(60)));
                                }))
                .isPresent();
        assertValue(table, "a", "two");
    }

    /// Once.
    @Test
    default void removes() {
        var table = state().table("test", 100);
        table.put("a", octets("one"), in(60));
        assertThat(table.remove("a")).isTrue();
        assertThat(table.remove("a")).isFalse();
        assertThat(table.get("a")).isEmpty();
        assertThat(table.size()).isZero();
    }

    /// To another value, to nothing, from nothing, and not at all.
    @Test
    default void updates() {
        var table = state().table("test", 100);
        assertThat(table.update("a", _ -> Optional.empty())).isEmpty();
        assertThat(table.update("a", _ -> Optional.of(new StateEntry("a", octets("1"), in(60)))))
                .isPresent();
        assertThat(table.update("a", UnaryOperator.identity())).map(StateEntry::key).contains("a");
        assertValue(table, "a", "1");
        table.update("a", this::plusOne);
        assertValue(table, "a", "2");
        assertThat(table.update("a", _ -> Optional.empty())).isEmpty();
        assertThat(table.get("a")).isEmpty();
        assertThat(table.size()).isZero();
    }

    /// No change is lost, whoever comes first.
    @Test
    default void updatesOneAfterTheOther() throws Exception {
        var table = state().table("test", 100);
        var work =
                IntStream.range(0, 8)
                        .<Callable<Void>>mapToObj(_ ->
                                () -> {
                                    for (int i = 0; i < 50; i++) {
                                        table.update("a", this::plusOne);
                                        table.update("b", this::plusOne);
                                    }
                                    return null;
                                })
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
        assertValue(table, "a", "400");
        assertValue(table, "b", "400");
    }

    /// By key, page by page, without what has expired.
    @Test
    default void lists() {
        var table = state().table("test", 100);
        for (var key : List.of("d", "b", "B", "a", "c", "\u00e4")) {
            table.put(key, octets(key), in(key.equals("c") ? 10 : 60));
        }
        clock().advance(Duration.ofSeconds(10));
        assertThat(table.list("", 3)).extracting(StateEntry::key).containsExactly("B", "a", "b");
        assertThat(table.list("b", 3)).extracting(StateEntry::key).containsExactly("d", "\u00e4");
        assertThat(table.list("\u00e4", 3)).isEmpty();
    }

    /// What expires first goes, however much is added.
    @Test
    default void keepsNoMoreThanItMay() {
        var table = state().table("test", 50);
        for (int i = 0; i < 1000; i++) {
            table.put("key " + i, octets("x"), in(1000 + i));
            assertThat(table.size()).isLessThanOrEqualTo(50);
        }
        assertThat(table.get("key 999")).isPresent();
        assertThat(table.get("key 960")).isPresent();
        assertThat(table.get("key 900")).isEmpty();
    }

    /// A table that is to be smaller becomes so.
    @Test
    default void shrinks() {
        var table = state().table("test", 100);
        for (int i = 0; i < 100; i++) {
            table.put("key " + i, octets("x"), in(1000 + i));
        }
        state().table("test", 10).put("one more", octets("x"), in(5000));
        assertThat(table.size()).isLessThanOrEqualTo(10);
        assertThat(table.get("one more")).isPresent();
    }

    /// What has expired makes room before anything else does.
    @Test
    default void expiredEntriesMakeRoom() {
        var table = state().table("test", 10);
        for (int i = 0; i < 5; i++) {
            table.put("early " + i, octets("x"), in(10));
            table.put("late " + i, octets("x"), in(60));
        }
        clock().advance(Duration.ofSeconds(10));
        table.put("one more", octets("x"), in(60));
        assertThat(table.list("", 100)).hasSize(6);
        assertThat(table.size()).isEqualTo(6);
    }

    /// Any text is a key, any octets are a value, up to their size.
    @Test
    default void takesWhatItMustAndNoMore() {
        var table = state().table("test", 100);
        var longest = "\u20ac".repeat(512);
        var largest = new byte[4096];
        IntStream.range(0, largest.length).forEach(i -> largest[i] = (byte) i);
        for (var key : List.of(longest, "'; --", "\0", "%", "a\r\nb", "\ud83d\ude00")) {
            table.put(key, largest, in(60));
            assertThat(table.get(key)).map(StateEntry::value).contains(largest);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.put(longest + "x", largest, in(60)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.put("a", new byte[4097], in(60)));
        assertThatIllegalArgumentException().isThrownBy(() -> table.put("", octets("x"), in(60)));
        assertThatIllegalArgumentException().isThrownBy(() -> table.get(""));
        assertThatIllegalArgumentException().isThrownBy(() -> table.remove(longest + "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.update("", _ -> Optional.empty()));
    }

    /// Names are for people and databases.
    @Test
    default void refusesOddTables() {
        for (var name : List.of("", "A", "a b", "a_b", "x".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> state().table(name, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> state().table("test", 0));
    }

    /// Many may add at once; the bound holds when they are done.
    @Test
    default void staysBoundedUnderManyWriters() throws Exception {
        var table = state().table("test", 100);
        var work = new ArrayList<Callable<Void>>();
        for (int writer = 0; writer < 8; writer++) {
            var prefix = "writer " + writer + " ";
            work.add(() -> {
                for (int i = 0; i < 100; i++) {
                    table.put(prefix + i, octets("x"), in(1000 + i));
                }
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
        table.put("last", octets("x"), in(5000));
        assertThat(table.size()).isLessThanOrEqualTo(100);
        assertThat(table.get("last")).isPresent();
    }

    private Optional<StateEntry> plusOne(Optional<StateEntry> before) {
        int count = before.map(entry -> Integer.parseInt(text(entry.value()))).orElse(0) + 1;
        return Optional.of(new StateEntry("other", octets(Integer.toString(count)), in(60)));
    }

    private static void assertValue(StateTable table, String key, String value) {
        assertThat(table.get(key)).map(entry -> text(entry.value())).contains(value);
    }

    private Instant in(int seconds) {
        return clock().instant().plusSeconds(seconds);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
