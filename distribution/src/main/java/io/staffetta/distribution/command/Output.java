package io.staffetta.distribution.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.function.Supplier;

/// Prints an answer for people, or for programs.
final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    /// @param value what `--json` prints
    /// @param text what people read
    void print(Object value, Supplier<String> text) {
        out().println(json ? toJson(value) : text.get());
        out().flush();
    }

    /// A line for people only: that something was done.
    void done(String text) {
        if (!json) {
            out().println(text);
        }
    }

    /// Something went wrong, though not all of it.
    void complain(String line) {
        command.commandLine().getErr().println("staffetta: " + Printable.line(line));
    }

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /// Printable ASCII only, whatever is in it: a terminal finds nothing to obey.
    private static String toJson(Object value) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .writeValueAsString(value)
                .replace("\u007f", "\\u007F");
    }
}
