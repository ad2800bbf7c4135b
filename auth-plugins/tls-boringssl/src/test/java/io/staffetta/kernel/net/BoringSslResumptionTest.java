package io.staffetta.kernel.net;

/// What is asked of resumption with the JDK's engines.
class BoringSslResumptionTest extends ResumptionTest {

    /// It keeps no sessions: clients have tickets.
    @Override
    void aSessionInMemoryIsGoodForItsListenerOnly() {}
}
