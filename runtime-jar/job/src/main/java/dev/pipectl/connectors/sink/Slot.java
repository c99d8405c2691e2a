package dev.pipectl.connectors.sink;

import java.util.ArrayList;
import java.util.List;

/** An entry on its way, and the others of its key that it stands for. */
final class Slot<P> {
    private Entry<P> sent;
    /** All of them in the order in which they came; null while there is one. */
    private List<Entry<P>> all;

    Slot(Entry<P> entry) {
        sent = entry;
    }

    Entry<P> sent() {
        return sent;
    }

    /** Takes one more entry of the key; one of them is the one to be sent. */
    void add(Entry<P> entry, Entry<P> chosen) {
        if (all == null) {
            all = new ArrayList<>(List.of(sent));
        }
        all.add(entry);
        sent = chosen;
    }

    List<Entry<P>> all() {
        return all == null ? List.of(sent) : all;
    }

    /** Those that the one to be sent stands for. */
    List<Entry<P>> others() {
        return all == null ? List.of() : all.stream().filter(entry -> entry != sent).toList();
    }
}
