package io.staffetta.spi;

/// Something the kernel creates, starts and closes on the operator's behalf.
///
/// Life cycle: constructor → [#start()] → in use, by many threads at once → [#close()]. The
/// constructor wires and does no I/O; `start` opens what it needs. Components are closed in the
/// reverse of the order in which they started; a failure of one never keeps the next from closing.
public interface Component {

    /// Opens files, connections and threads. A failure keeps the whole configuration from taking
    /// effect; the exception's message is shown to the operator as it is.
    default void start() throws Exception {}

    /// Releases what [#start()] opened. Called at most once, also after a `start` that failed.
    default void close() throws Exception {}
}
