package io.staffetta.sql;

import java.util.List;

/// The same with everything kept that mechanisms may ask for.
class SqlAccountsKeepingAllTest extends SqlAccountsTest {

    @Override
    TestSettings settings() {
        return TestSettings.none()
                .with("scram", List.of("SHA-1", "SHA-256", "SHA-512"))
                .with("scramIterations", 4096)
                .with("cramMd5", true);
    }
}
