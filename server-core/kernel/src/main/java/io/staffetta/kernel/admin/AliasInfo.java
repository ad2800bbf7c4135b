package io.staffetta.kernel.admin;

import io.staffetta.spi.auth.AccountAdministration.Alias;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// An alias.
///
/// @param source the mailbox, or `@domain` for a catch-all
/// @param targets where it leads
public record AliasInfo(String source, List<String> targets) {

    public AliasInfo {
        targets = List.copyOf(targets);
    }

    static AliasInfo of(Alias alias) {
        return new AliasInfo(
                alias.source(), alias.targets().stream().map(Mailbox::toString).toList());
    }
}
