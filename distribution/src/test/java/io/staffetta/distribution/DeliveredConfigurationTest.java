package io.staffetta.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.config.ConfigReader;
import io.staffetta.kernel.config.ConfigSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

/// The sample and the built-in configuration are right, for the server and for its schema.
class DeliveredConfigurationTest {

    private static final Path SAMPLE = Path.of("src", "dist", "conf", "staffetta-sample.xml");

    /// A comment that holds nothing but elements.
    private static final Pattern COMMENTED_OUT =
            Pattern.compile("<!--\\s*(<[a-z](?:(?!-->).)*>)\\s*-->", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void theSampleIsRight() throws Exception {
        var config = new ConfigReader(Map.of()).read(ConfigSource.file(SAMPLE));

        assertThat(config.warnings()).isEmpty();
        assertThat(config.config().hostname()).isEqualTo("mail.example.org");
        assertThat(config.config().listeners()).hasSize(4);
        check(Files.readString(SAMPLE));
    }

    @Test
    void theSampleIsRightWithAllThatIsCommentedOut() throws Exception {
        var sample = Files.readString(SAMPLE);
        var whole =
                COMMENTED_OUT
                        .matcher(sample)
                        .replaceAll(found -> Matcher.quoteReplacement(found.group(1)))
                        .replaceAll("\\$\\{file:[^}]*}", "secret");

        assertThat(whole).contains("<line-endings>").doesNotContain("<!-- <line-endings>");
        check(whole);
    }

    @Test
    void theBuiltInConfigurationIsRight() throws Exception {
        var source = new Home(folder).configuration();

        assertThat(source).isInstanceOf(ConfigSource.Text.class);
        check(((ConfigSource.Text) source).xml());
    }

    /// By the server with its plugins, and by the schema that editors use.
    private void check(String xml) throws Exception {
        var source = ConfigSource.text("configuration", xml, folder);
        var options = StaffettaOptions.of(source, folder, BundledPlugins.source());

        assertThat(Staffetta.check(options).warnings()).isEmpty();
        assertThatCode(() -> validate(xml)).doesNotThrowAnyException();
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ConfigReader.class.getResource("staffetta.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }
}
