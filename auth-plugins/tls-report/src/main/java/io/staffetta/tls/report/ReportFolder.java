package io.staffetta.tls.report;

import io.staffetta.tls.report.ReportFile.Policy;
import io.staffetta.tls.report.ReportFile.PolicyResult;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files: a folder for each day, in it one for each domain. Replaced as a whole, not forced to
/// the disk: they are statistics. Not for several threads.
final class ReportFolder {

    private static final Logger log = LoggerFactory.getLogger(ReportFolder.class);

    private static final String SUFFIX = ".json";
    private static final String OMITTED = "omitted-sessions";
    private static final int LONGEST_NAME = 200;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final Path folder;
    private final TlsReportSettings settings;

    /// Files of the days that were written to; counted once.
    private final Map<LocalDate, Integer> files = new HashMap<>();

    ReportFolder(Path folder, TlsReportSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    void open() throws IOException {
        Files.createDirectories(folder);
    }

    /// Adds to what is there.
    ///
    /// @return whether there was room for it
    boolean add(Counts.Place place, Map<Policy, Tally> more) throws IOException {
        var day = Files.createDirectories(folder.resolve(place.day().toString()));
        var file = day.resolve(name(place.domain()));
        var written = read(file);
        if (written.isEmpty() && files(place.day()) >= settings.maxDomains()) {
            return false;
        }
        var policies = new LinkedHashMap<Policy, Tally>();
        for (var result : written.orElse(List.of())) {
            Counts.tally(policies, result.policy(), settings).add(result);
        }
        more.forEach((policy, tally) -> Counts.tally(policies, policy, settings).add(tally));
        var results =
                policies.entrySet().stream()
                        .map(entry -> entry.getValue().result(entry.getKey()))
                        .toList();
        replace(file, MAPPER.writeValueAsBytes(new ReportFile(range(place.day()), results)));
        if (written.isEmpty()) {
            files.computeIfPresent(place.day(), (_, count) -> count + 1);
        }
        return true;
    }

    /// Adds to the sessions of a day that found no room.
    void omit(LocalDate day, long sessions) throws IOException {
        var file = Files.createDirectories(folder.resolve(day.toString())).resolve(OMITTED);
        long before = 0;
        try {
            before = Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            // There were none.
        }
        replace(file, (before + sessions + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Removes the folders of days before this one.
    void removeBefore(LocalDate first) throws IOException {
        files.keySet().removeIf(day -> day.isBefore(first));
        try (var days = Files.list(folder)) {
            for (var day : days.toList()) {
                if (isBefore(day, first)) {
                    remove(day);
                }
            }
        }
    }

    private static boolean isBefore(Path day, LocalDate first) {
        try {
            return LocalDate.parse(day.getFileName().toString()).isBefore(first);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void remove(Path day) throws IOException {
        try (var files = Files.list(day)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(day);
    }

    /// Files of a day.
    private int files(LocalDate day) throws IOException {
        var known = files.get(day);
        if (known != null) {
            return known;
        }
        try (var found = Files.list(folder.resolve(day.toString()))) {
            int count = (int) found.filter(file -> file.toString().endsWith(SUFFIX)).count();
            files.put(day, count);
            return count;
        }
    }

    /// One that is damaged is put aside.
    private static Optional<List<PolicyResult>> read(Path file) throws IOException {
        try {
            var read = MAPPER.readValue(Files.readAllBytes(file), ReportFile.class);
            if (read != null) {
                return Optional.of(read.policies());
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            // Put aside like the one without an object.
        }
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        log.atWarn()
                .addKeyValue("file", aside)
                .log("counts of outbound TLS are damaged and put aside");
        return Optional.empty();
    }

    private static void replace(Path file, byte[] octets) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, octets);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, String> range(LocalDate day) {
        var range = new LinkedHashMap<String, String>();
        range.put("start-datetime", day + "T00:00:00Z");
        range.put("end-datetime", day + "T23:59:59Z");
        return range;
    }

    /// A file's name may have no more than 255 octets, and a domain has as many.
    private static String name(String domain) {
        if (domain.length() <= LONGEST_NAME) {
            return domain + SUFFIX;
        }
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(domain.getBytes(StandardCharsets.UTF_8));
            return domain.substring(0, LONGEST_NAME - 40)
                    + "~"
                    + HexFormat.of().formatHex(hash, 0, 16)
                    + SUFFIX;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
