package io.staffetta.queue;

/// How many deliveries at once a next hop gets: a few at first, one more for each that reached it,
/// one less for each that did not. Not thread-safe.
final class Window {

    private final int initial;
    private final int most;
    private int size;

    /// @param initial 1 to `most`
    Window(int initial, int most) {
        this.initial = initial;
        this.most = most;
        this.size = initial;
    }

    /// At least one, at most what the settings allow.
    int size() {
        return size;
    }

    /// @param running deliveries under way, this one included; a window that is not used does not
    ///   grow
    void reached(int running) {
        size = Math.max(size, Math.min(Math.min(size + 1, running + initial), most));
    }

    void unreachable() {
        size = Math.max(1, size - 1);
    }

    void reset() {
        size = initial;
    }

    boolean isInitial() {
        return size == initial;
    }
}
