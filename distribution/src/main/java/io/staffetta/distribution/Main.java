package io.staffetta.distribution;

/// Starts the server. A placeholder: it prints the version and where the server is at home.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var version = Main.class.getPackage().getImplementationVersion();
        System.out.println(
                "Staffetta " + version + " in " + System.getProperty("staffetta.home", "."));
    }
}
