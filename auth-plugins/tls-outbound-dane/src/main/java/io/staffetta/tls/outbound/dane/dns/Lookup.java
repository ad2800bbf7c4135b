package io.staffetta.tls.outbound.dane.dns;

import io.staffetta.dns.Deadline;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One question on its way through the validator, which is asynchronous. Whatever waits for the
/// network is done by the thread that asks, within its deadline: the validator's own threads are
/// the few that all of the virtual machine shares.
final class Lookup implements Executor {

    private final Asking servers;
    private final Deadline deadline;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile @Nullable DnsFailure failure;

    Lookup(Asking servers, Deadline deadline) {
        this.servers = servers;
        this.deadline = deadline;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /// Sends what the validator needs to know, as soon as the asking thread comes to it.
    CompletionStage<Message> send(Message query) {
        var response = new CompletableFuture<Message>();
        execute(() -> {
            try {
                response.complete(Relevance.only(servers.ask(query, deadline)));
            } catch (DnsFailure e) {
                failure = e;
                response.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                response.completeExceptionally(e);
            }
        });
        return response;
    }

    /// Works until the result is there. If anything could not be asked there is none: the validator
    /// takes some of these failures for answers.
    Message await(CompletionStage<Message> result) throws DnsFailure, InterruptedException {
        var future = result.toCompletableFuture();
        var _ = future.whenComplete((_, _) -> execute(() -> {}));
        while (!future.isDone()) {
            var task = tasks.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            if (task == null) {
                throw new DnsFailure("timed out", false);
            }
            task.run();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw new DnsFailure("cannot be validated: " + e.getCause(), e, true);
        }
    }
}
