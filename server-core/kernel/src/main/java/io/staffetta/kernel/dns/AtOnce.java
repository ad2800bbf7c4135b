package io.staffetta.kernel.dns;

import io.staffetta.kernel.net.Workers;
import io.staffetta.spi.dns.DnsAnswer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Asks several questions at once, each on a thread of its own that ends with its answer.
final class AtOnce {

    private AtOnce() {}

    /// @param question never throws
    /// @return an answer for each name; failed ones if the thread is interrupted
    static <T> Map<String, DnsAnswer<T>> ask(
            Collection<String> names, Function<String, DnsAnswer<T>> question) {
        var distinct = names.stream().distinct().toList();
        return distinct.size() < 2 ? oneByOne(distinct, question) : together(distinct, question);
    }

    private static <T> Map<String, DnsAnswer<T>> oneByOne(
            List<String> names, Function<String, DnsAnswer<T>> question) {
        var answers = new HashMap<String, DnsAnswer<T>>();
        names.forEach(name -> answers.put(name, question.apply(name)));
        return answers;
    }

    private static <T> Map<String, DnsAnswer<T>> together(
            List<String> names, Function<String, DnsAnswer<T>> question) {
        var answers = new HashMap<String, DnsAnswer<T>>();
        names.forEach(name -> answers.put(name, new DnsAnswer.Failed<>("interrupted")));
        try (var workers = Workers.perTask("dns")) {
            var questions =
                    names.stream()
                            .<Callable<DnsAnswer<T>>>map(name -> () -> question.apply(name))
                            .toList();
            var asked = workers.invokeAll(questions);
            for (int i = 0; i < names.size(); i++) {
                answers.put(names.get(i), answer(asked.get(i)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answers;
    }

    private static <T> DnsAnswer<T> answer(Future<DnsAnswer<T>> asked) {
        return asked.state() == Future.State.SUCCESS
                ? asked.resultNow()
                : new DnsAnswer.Failed<>("the question failed");
    }
}
