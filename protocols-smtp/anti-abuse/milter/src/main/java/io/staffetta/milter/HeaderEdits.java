package io.staffetta.milter;

import io.staffetta.spi.mail.Header;

import java.util.ArrayList;
import java.util.List;

/// The header section of a message while a filter's edits are done to it.
///
/// Places of new fields count our own `Received` field, for there it will stand; the number of a
/// field to change does not, for the filter has never seen it.
final class HeaderEdits {

    private record Slot(Header header, boolean ours) {}

    private final List<Slot> slots = new ArrayList<>();
    private int count;

    HeaderEdits(ShownMessage shown) {
        for (int i = 0; i < shown.fields().size(); i++) {
            slots.add(new Slot(shown.fields().get(i).header(), i == shown.trace()));
        }
    }

    void add(Header header) {
        slots.add(slot(header));
        count++;
    }

    void insert(int index, Header header) {
        slots.add(Math.min(index, slots.size()), slot(header));
        count++;
    }

    void change(int number, Header header) {
        int place = place(number, header.name());
        if (place < 0) {
            slots.add(slot(header));
        } else {
            slots.set(place, slot(header));
        }
        count++;
    }

    void remove(int number, String name) {
        int place = place(number, name);
        if (place >= 0) {
            slots.remove(place);
            count++;
        }
    }

    /// How many edits there were.
    int count() {
        return count;
    }

    List<Header> result() {
        return slots.stream().map(Slot::header).toList();
    }

    private int place(int number, String name) {
        int seen = 0;
        for (int i = 0; i < slots.size(); i++) {
            var slot = slots.get(i);
            if (!slot.ours() && slot.header().is(name) && ++seen == number) {
                return i;
            }
        }
        return -1;
    }

    private static Slot slot(Header header) {
        return new Slot(header, false);
    }
}
