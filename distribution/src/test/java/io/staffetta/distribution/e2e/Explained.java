package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.admin.AdminClient;
import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.admin.ServerNotRunningException;

import java.util.List;
import java.util.Optional;

/// What would become of a message from anna to a domain, asked at the admin port: a command takes a
/// second.
///
/// @param domain of the recipient
/// @param lines why
record Explained(String domain, List<String> lines) {

    static Explained of(Relay relay, String domain) {
        try (var client = AdminClient.connect(relay.server().data())) {
            var request =
                    new ExplainRequest(
                            Optional.empty(),
                            Relay.ANNA,
                            "anna@" + domain,
                            Optional.empty(),
                            Optional.empty());
            var steps = client.explain(request).steps();
            return new Explained(domain, steps.stream().map(step -> step.detail()).toList());
        } catch (ServerNotRunningException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether a server of the domain would be treated like that.
    boolean says(String decision) {
        return lines.stream()
                .anyMatch(line -> line.startsWith(domain + ":") && line.contains(decision));
    }

    void assertSays(String decision) {
        assertThat(says(decision)).as(decision + " in " + lines).isTrue();
    }
}
