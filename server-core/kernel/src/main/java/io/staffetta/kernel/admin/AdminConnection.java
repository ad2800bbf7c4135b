package io.staffetta.kernel.admin;

import tools.jackson.core.type.TypeReference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Calls the operations of a server that runs in another process of this machine.
final class AdminConnection implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// A reload may start and stop many components.
    private static final Duration OPERATION = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECT)
                    .build();

    private final AdminFile file;

    AdminConnection(AdminFile file) {
        this.file = file;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    void change(String operation, Map<String, Object> arguments) {
        send(operation, arguments);
    }

    <T> T call(String operation, Map<String, Object> arguments, TypeReference<T> type) {
        return Json.read(send(operation, arguments), type);
    }

    private byte[] send(String operation, Map<String, Object> arguments) {
        var host = file.host().contains(":") ? "[" + file.host() + "]" : file.host();
        var uri =
                URI.create(
                        "http://" + host + ":" + file.port() + OperationHandler.PATH + operation);
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(OPERATION)
                        .header("Authorization", "Bearer " + file.token().reveal())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(arguments)))
                        .build();
        try {
            return content(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new Unanswered("nothing answers on %s:%d".formatted(host, file.port()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] content(HttpResponse<byte[]> response) {
        if (response.statusCode() == 200) {
            return response.body();
        }
        var error = error(response.body());
        throw switch (response.statusCode()) {
            case 400, 404 -> new IllegalArgumentException(error);
            case 409 -> new IllegalStateException(error);
            case 401 -> new Unanswered("another program has its port", new IOException(error));
            default -> new UncheckedIOException(error, new IOException(error));
        };
    }

    private static String error(byte[] body) {
        try {
            return new Arguments(Json.object(body)).text("error");
        } catch (IllegalArgumentException e) {
            return "the server gave an answer that makes no sense";
        }
    }

    /// The server is not there.
    static final class Unanswered extends UncheckedIOException {

        private static final long serialVersionUID = 1;

        Unanswered(String message, IOException cause) {
            super(message, cause);
        }
    }
}
