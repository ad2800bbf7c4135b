package io.staffetta.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostNamesTest {

    @Test
    void namesComeFromTheAlternativeNamesInLowerCase() throws Exception {
        var names =
                HostNames.of(Issued.of("EC", "Mail.Example.ORG", "*.example.net").certificate());

        assertThat(names.names()).containsExactlyInAnyOrder("mail.example.org", "*.example.net");
    }

    @Test
    void theCommonNameCountsWhereThereIsNoAlternativeName() throws Exception {
        var names = HostNames.of(Issued.withoutNames("Mail.example.org").certificate());

        assertThat(names.names()).containsExactly("mail.example.org");
    }

    @Test
    void aWildcardStandsForOneLabel() throws Exception {
        var names = HostNames.of(Issued.of("EC", "*.example.net").certificate());

        assertThat(names.hasWildcardFor("a.example.net")).isTrue();
        assertThat(names.hasWildcardFor("a.b.example.net")).isFalse();
        assertThat(names.hasWildcardFor("example.net")).isFalse();
        assertThat(names.hasWildcardFor("net")).isFalse();
        assertThat(names.hasWildcardFor("")).isFalse();
        assertThat(names.hasExactly("a.example.net")).isFalse();
    }
}
