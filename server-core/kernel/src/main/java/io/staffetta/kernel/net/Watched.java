package io.staffetta.kernel.net;

/// What an [EventLoop] watches. Called by the loop only.
interface Watched {

    /// The channel can be used without waiting, as its selection key says.
    void happened();

    /// Ends a wait that is over.
    ///
    /// @param now as by [EventLoop#now]
    /// @return when the wait in progress will be over; [Long#MAX_VALUE] if there is none
    long checkWait(long now);
}
