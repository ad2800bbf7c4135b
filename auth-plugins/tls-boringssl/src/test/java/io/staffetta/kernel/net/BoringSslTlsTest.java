package io.staffetta.kernel.net;

/// What is asked of TLS with the JDK's engines.
class BoringSslTlsTest extends TlsTest {}
