package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.QueueAdministration;
import io.staffetta.kernel.admin.QueueChange;
import io.staffetta.kernel.admin.QueueOrder;
import io.staffetta.kernel.admin.QueueSelection;

import java.util.List;

/// Carries out an order for messages of the queue and says what came of it.
///
/// @param output where to
/// @param order what is to be done
/// @param done what was done with messages, such as `Held`
record QueueChanges(Output output, QueueOrder order, String done) {

    /// How many messages are counted before an order is confirmed.
    private static final int COUNTED = 1000;

    /// What `--json` prints.
    ///
    /// @param messages how many messages it was done with
    /// @param problems why not with others, one line each
    record Result(int messages, List<String> problems) {}

    static String counted(int messages) {
        return messages == 1 ? "1 message" : messages + " messages";
    }

    int run(QueueAdministration queue, QueueSelection selection) {
        return say(queue.changeAll(order, selection));
    }

    /// The same for orders that cannot be taken back: what a filter finds needs a yes.
    int runConfirmed(QueueAdministration queue, QueueSelection selection, boolean yes) {
        if (!yes && selection instanceof QueueSelection.Matching(var filter, _)) {
            var found = queue.list(filter, COUNTED);
            throw new IllegalArgumentException(
                    "this would %s %s%s; add --yes to do it"
                            .formatted(
                                    order.verb(),
                                    found.more() ? "more than " : "",
                                    counted(found.messages().size())));
        }
        return run(queue, selection);
    }

    private int say(QueueChange change) {
        output.print(
                new Result(change.messages(), change.problems()),
                () -> "%s %s.".formatted(done, counted(change.messages())));
        change.problems().forEach(output::complain);
        return change.problems().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
