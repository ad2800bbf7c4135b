package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({
        "message-size, 63K, message-size must be at least 64K (RFC 5321 4.5.3.1.7)",
        "recipients, 99, recipients must be at least 100 (RFC 5321 4.5.3.1.8)",
        "received-headers, 1, received-headers must be at least 2",
        "header-octets, 1023, header-octets must be at least 1024",
        "login-failures, 0, login-failures must be at least 1",
        "login-failures-per-client, -1, login-failures-per-client must be at least 1",
        "login-failures-per-network, 0, login-failures-per-network must be at least 1",
        "login-failures-per-account, 0, login-failures-per-account must be at least 1",
        "login-save-interval, 0s, login-save-interval must be longer than nothing",
        "max-login-delay, 999ms, max-login-delay must not be below login-delay",
        "login-memory, 0s, login-memory must be longer than nothing",
        "login-memory, 25h, login-memory must be at most 1d",
        "lookup-deadline, 0s, lookup-deadline must be longer than nothing",
        "outbound-tls-deadline, 0s, outbound-tls-deadline must be longer than nothing",
        "abandoned-calls, 0, abandoned-calls must be at least 1",
    })
    void refuses(String name, String value, String message) {
        assertThat(bind("limits", name, value, Limits.DEFAULTS))
                .containsExactly(new Problem("test.xml", 7, "limits", message));
    }

    @ParameterizedTest
    @CsvSource({
        "loops, 0, loops must be at least 1",
        "backlog, 0, backlog must be at least 1",
        "unix-mode, 0660, unix-mode must look like rw-rw----",
        "proxy-header, 0s, proxy-header must be longer than nothing",
        "proxy-header-octets, 231, proxy-header-octets must be at least 232",
        "handshake, 0s, handshake must be longer than nothing",
        "refusal, 0s, refusal must be longer than nothing",
        "linger-octets, -1, linger-octets must be at least 0",
        "accept-pause, 0s, accept-pause must be longer than nothing",
        "watch, 0s, watch must be longer than nothing",
    })
    void refusesBelowTheProtocols(String name, String value, String message) {
        assertThat(bind("network", name, value, NetLimits.DEFAULTS))
                .containsExactly(new Problem("test.xml", 7, "network", message));
    }

    private static List<Problem> bind(String section, String name, String value, Record defaults) {
        var location = new SettingsTree.Location("test.xml", 7, section + "/" + name);
        var element = new SettingsTree(name, Map.of(), List.of(), value, location);
        var tree =
                new SettingsTree(
                        section,
                        Map.of(),
                        List.of(element),
                        "",
                        new SettingsTree.Location("test.xml", 6, section));
        var problems = new Problems();

        SettingsBinder.bind(tree, defaults, problems);

        return problems.list();
    }
}
