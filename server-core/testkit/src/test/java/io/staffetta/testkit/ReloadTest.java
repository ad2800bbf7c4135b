package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class ReloadTest {

    @Test
    void aSessionKeepsWhatItBeganWith() throws Exception {
        try (var server = TestServer.start(Config.greeting("one"), new HelloPlugin());
                var before = new HelloClient(server.address("hello"))) {
            assertThat(before.hear()).isEqualTo("220 one");
            var address = server.address("hello");
            var result = server.reload(Config.greeting("two"));
            assertThat(result.problems()).isEmpty();
            assertThat(result.applied()).isTrue();
            assertThat(result.changes()).containsExactly("listener hello: changed");
            assertThat(server.address("hello")).isEqualTo(address);
            assertThat(before.ask("again")).isEqualTo("one");
            try (var after = new HelloClient(address)) {
                assertThat(after.hear()).isEqualTo("220 two");
            }
        }
    }

    @Test
    void aReloadThatFailsChangesNothing() throws Exception {
        try (var server = TestServer.start(Config.greeting("one"), new HelloPlugin())) {
            var result = server.reload(Config.greeting("two words"));
            assertThat(result.applied()).isFalse();
            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .contains("staffetta.xml:")
                    .endsWith("word must be one word");
            try (var client = new HelloClient(server.address("hello"))) {
                assertThat(client.hear()).isEqualTo("220 one");
            }
        }
    }

    @Test
    void anUnchangedConfigurationChangesNothing() {
        try (var server = TestServer.start(Config.greeting("one"), new HelloPlugin())) {
            var result = server.reload("\n\n" + Config.greeting("one").strip());
            assertThat(result.applied()).isTrue();
            assertThat(result.changes()).isEmpty();
            assertThat(result.needsRestart()).isEmpty();
        }
    }

    @Test
    void listenersComeAndGo() throws Exception {
        try (var server = TestServer.start(Config.greeting("one"), new HelloPlugin())) {
            var result = server.reload(Config.with(Config.listener("other", "two")));
            assertThat(result.changes())
                    .containsExactlyInAnyOrder("listener other: added", "listener hello: removed");
            assertThat(server.server().boundAddresses()).containsOnlyKeys("other");
            try (var client = new HelloClient(server.address("other"))) {
                assertThat(client.hear()).isEqualTo("220 two");
            }
        }
    }

    @Test
    void whatNeedsARestartIsSaidAndTheRestIsApplied() throws Exception {
        try (var server = TestServer.start(Config.greeting("one"), new HelloPlugin())) {
            var spool = server.server().spool();
            var changed =
                    Config.greeting("two")
                            .replace("<auth><accounts use=\"memory\"/></auth>", "<auth/>")
                            .replace("hostname=\"mx.", "hostname=\"mx2.")
                            .replace(
                                    "<domains>", "<network><linger>2s</linger></network><domains>");
            var result = server.reload(changed);
            assertThat(result.applied()).isTrue();
            assertThat(result.needsRestart())
                    .containsExactly(
                            "account stores: none instead of memory",
                            "hostname: spool, account stores and queue go by the old one",
                            "network: limits below the protocols");
            assertThat(server.server().spool()).isSameAs(spool);
            assertThat(server.server().accountAdministration()).isPresent();
            try (var client = new HelloClient(server.address("hello"))) {
                assertThat(client.hear()).isEqualTo("220 two");
            }
        }
    }

    @Test
    void sessionsRaceReloads() throws Exception {
        int sessions = 2000;
        int reloads = 20;
        var served = new AtomicInteger();
        try (var server =
                        TestServer.start(
                                Config.greeting("word-0")
                                        .replace(
                                                "tls=\"clear\"",
                                                "tls=\"clear\""
                                                        + " max-connections-per-client=\"5000\""),
                                new HelloPlugin());
                var clients = Executors.newFixedThreadPool(16)) {
            var address = server.address("hello");
            Callable<String> session =
                    () -> {
                        try (var client = new HelloClient(address)) {
                            var word = client.hear().substring("220 ".length());
                            assertThat(client.ask("again")).isEqualTo(word);
                            assertThat(client.ask("quit")).isEqualTo("221 bye");
                            served.incrementAndGet();
                            return word;
                        }
                    };
            var results = new ArrayList<Future<String>>();
            for (int i = 0; i < sessions; i++) {
                results.add(clients.submit(session));
            }
            for (int i = 1; i <= reloads; i++) {
                var config =
                        Config.greeting("word-" + i)
                                .replace(
                                        "tls=\"clear\"",
                                        "tls=\"clear\" max-connections-per-client=\"5000\"");
                assertThat(server.reload(config).problems()).isEmpty();
            }
            for (var result : results) {
                assertThat(result.get()).startsWith("word-");
            }
            try (var last = new HelloClient(address)) {
                assertThat(last.hear()).isEqualTo("220 word-" + reloads);
            }
        }
        assertThat(served).hasValue(sessions);
    }
}
