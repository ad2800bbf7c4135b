package io.staffetta.testkit;

/// Configurations of the tests.
final class Config {

    private Config() {}

    /// The default with more elements in front.
    static String with(String elements) {
        return TestServer.DEFAULT_CONFIG.replace("<domains>", elements + "\n  <domains>");
    }

    /// One listener `hello` that greets with a word.
    static String greeting(String word) {
        return with(listener("hello", word));
    }

    static String listener(String name, String word) {
        return """
        <listeners>
          <listener name="%s" protocol="hello" bind="127.0.0.1:0" tls="clear">
            <word>%s</word>
          </listener>
        </listeners>
        """
                .formatted(name, word);
    }
}
