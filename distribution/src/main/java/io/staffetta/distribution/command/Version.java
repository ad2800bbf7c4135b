package io.staffetta.distribution.command;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.IVersionProvider;

/// The version of this jar.
final class Version implements IVersionProvider {

    static String text() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Staffetta " + text() + " on Java " + Runtime.version()};
    }
}
