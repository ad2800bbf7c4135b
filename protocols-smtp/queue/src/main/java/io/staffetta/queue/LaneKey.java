package io.staffetta.queue;

/// Names a lane.
///
/// @param route that leads there
/// @param nextHop on that route; empty if it has only one
/// @param rule index of the settings for that destination, -1 for those of the queue
record LaneKey(String route, String nextHop, int rule) {

    /// For logs.
    @Override
    public String toString() {
        return nextHop.isEmpty() ? route : nextHop;
    }
}
