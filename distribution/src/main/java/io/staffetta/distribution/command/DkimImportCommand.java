package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.spi.Secret;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "import",
        description = {
            "Take a key that was made elsewhere, by opendkim-genkey for example.",
            "It stays out of use until it is activated."
        })
final class DkimImportCommand implements Callable<Integer> {

    /// The largest key has less than 4 KiB.
    private static final int LARGEST = 32 * 1024;

    @Mixin private Place place;
    @Mixin private Output output;

    @Parameters(paramLabel = "DOMAIN")
    private String domain = "";

    @Parameters(paramLabel = "SELECTOR")
    private String selector = "";

    @Parameters(
            paramLabel = "FILE",
            description = "The private key as PEM, PKCS #8 or PKCS #1, not encrypted.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws StartupException {
        var secret = read();
        try (var operator = Operator.open(place)) {
            var key = operator.administration().dkim().importKey(domain, selector, secret);
            output.print(List.of(key), () -> DkimText.records(List.of(key)));
            return ExitCode.DONE;
        }
    }

    private Secret read() {
        try (var in = Files.newInputStream(file)) {
            var octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for a key");
            }
            return Secret.of(new String(octets, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
