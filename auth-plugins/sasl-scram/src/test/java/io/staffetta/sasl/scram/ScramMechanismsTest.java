package io.staffetta.sasl.scram;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class ScramMechanismsTest {

    @TempDir static Path folder;

    abstract static class Form implements ScramContract {

        private final ScramHash hash;
        private final Optional<String> binding;

        Form(ScramHash hash, Optional<String> binding) {
            this.hash = hash;
            this.binding = binding;
        }

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public ScramHash hash() {
            return hash;
        }

        @Override
        public Optional<String> binding() {
            return binding;
        }
    }

    @Nested
    class Sha1 extends Form {
        Sha1() {
            super(ScramHash.SHA_1, Optional.empty());
        }
    }

    @Nested
    class Sha256 extends Form {
        Sha256() {
            super(ScramHash.SHA_256, Optional.empty());
        }
    }

    @Nested
    class Sha512 extends Form {
        Sha512() {
            super(ScramHash.SHA_512, Optional.empty());
        }
    }

    @Nested
    class Sha1Plus extends Form {
        Sha1Plus() {
            super(ScramHash.SHA_1, Optional.of("tls-server-end-point"));
        }
    }

    @Nested
    class Sha256Plus extends Form {
        Sha256Plus() {
            super(ScramHash.SHA_256, Optional.of("tls-exporter"));
        }
    }

    @Nested
    class Sha256PlusByCertificate extends Form {
        Sha256PlusByCertificate() {
            super(ScramHash.SHA_256, Optional.of("tls-server-end-point"));
        }
    }

    @Nested
    class Sha512Plus extends Form {
        Sha512Plus() {
            super(ScramHash.SHA_512, Optional.of("tls-exporter"));
        }
    }
}
