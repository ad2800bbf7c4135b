package io.staffetta.spi.hook;

import java.util.List;

/// The extension keywords about to be announced in the answer to EHLO or LHLO.
public interface Keywords {

    /// The lines so far, such as `SIZE 36700160`.
    List<String> lines();

    /// Announces a further keyword.
    ///
    /// @param line keyword and parameters: printable ASCII, no control characters
    void add(String line);

    /// Hides a keyword, in any case, with its parameters. What is hidden is also refused. Returns
    /// whether it was there.
    boolean hide(String keyword);
}
