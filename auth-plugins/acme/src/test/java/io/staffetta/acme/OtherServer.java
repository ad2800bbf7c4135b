package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.DNS_01;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The service in a process of its own, so that it can be killed.
final class OtherServer {

    private OtherServer() {}

    static RunningProgram start(Path folder, Pebble pebble, Path hook, String name)
            throws Exception {
        return RunningProgram.start(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherServer.class.getName(),
                        folder.toString(),
                        pebble.directory().toString(),
                        pebble.caFile().toString(),
                        hook.toString(),
                        name));
    }

    public static void main(String[] arguments) throws Exception {
        var settings = new TestSettings(URI.create(arguments[1])).certificate(DNS_01, arguments[4]);
        settings.caFile = Optional.of(Path.of(arguments[2]));
        settings.dnsHook = Optional.of(Path.of(arguments[3]));
        new AcmeCertificates(
                        settings.build(),
                        new TestServer(Path.of(arguments[0])),
                        new WaitingMeters(),
                        InstantSource.system())
                .start();
        new CountDownLatch(1).await();
    }
}
