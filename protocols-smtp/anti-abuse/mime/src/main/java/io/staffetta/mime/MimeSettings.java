package io.staffetta.mime;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Settings of the hook `mime`.
///
/// @param maxDepth how deep multiparts and messages may be nested
/// @param maxParts most parts
/// @param maxHeaderSize most octets of a field of a part
/// @param maxFields most fields of a part
/// @param extensions forbidden extensions of file names, without dot
/// @param mediaTypes forbidden media types, such as `application/hta` or `video/*`
/// @param uuencode whether names of files inside of text are looked at
/// @param archives whether names inside of ZIP archives are looked at
/// @param maxArchiveNames most names looked at in one archive; more are a broken structure
/// @param skipAuthenticated whether mail of clients that have logged in is not checked
/// @param actions what follows
public record MimeSettings(
        Optional<Integer> maxDepth,
        Optional<Integer> maxParts,
        Optional<Integer> maxHeaderSize,
        Optional<Integer> maxFields,
        List<String> extensions,
        List<String> mediaTypes,
        Optional<Boolean> uuencode,
        boolean archives,
        Optional<Integer> maxArchiveNames,
        boolean skipAuthenticated,
        @Nullable Actions actions) {

    /// What Windows runs when it is opened.
    private static final List<String> EXTENSIONS =
            List.of(
                    "ade",
                    "adp",
                    "apk",
                    "appx",
                    "appxbundle",
                    "bat",
                    "chm",
                    "cmd",
                    "com",
                    "cpl",
                    "dll",
                    "exe",
                    "hta",
                    "ins",
                    "isp",
                    "jar",
                    "js",
                    "jse",
                    "lnk",
                    "mde",
                    "msc",
                    "msi",
                    "msix",
                    "msp",
                    "mst",
                    "pif",
                    "ps1",
                    "reg",
                    "scf",
                    "scr",
                    "sct",
                    "shb",
                    "sys",
                    "url",
                    "vb",
                    "vbe",
                    "vbs",
                    "vxd",
                    "wsc",
                    "wsf",
                    "wsh",
                    "xll");

    private static final List<String> MEDIA_TYPES =
            List.of(
                    "application/hta",
                    "application/java-archive",
                    "application/vnd.microsoft.portable-executable",
                    "application/x-dosexec",
                    "application/x-java-archive",
                    "application/x-ms-shortcut",
                    "application/x-msdos-program",
                    "application/x-msdownload",
                    "application/x-msi");

    public MimeSettings {
        maxDepth = atLeastOne("max-depth", maxDepth, 20);
        maxParts = atLeastOne("max-parts", maxParts, 1000);
        maxHeaderSize = atLeastOne("max-header-size", maxHeaderSize, 64 * 1024);
        maxFields = atLeastOne("max-fields", maxFields, 1000);
        extensions = lower(extensions.isEmpty() ? EXTENSIONS : extensions);
        mediaTypes = lower(mediaTypes.isEmpty() ? MEDIA_TYPES : mediaTypes);
        uuencode = Optional.of(uuencode.orElse(true));
        maxArchiveNames = atLeastOne("max-archive-names", maxArchiveNames, 10_000);
        actions = actions == null ? Actions.DEFAULT : actions;
        for (var extension : extensions) {
            if (extension.startsWith(".") || extension.isEmpty()) {
                throw new IllegalArgumentException(
                        "extension '%s' must be without a dot".formatted(extension));
            }
        }
        for (var type : mediaTypes) {
            if (type.indexOf('/') < 1) {
                throw new IllegalArgumentException(
                        "media-type '%s' is not like type/subtype or type/*".formatted(type));
            }
        }
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private static Optional<Integer> atLeastOne(
            String name, Optional<Integer> value, int otherwise) {
        if (value.isPresent() && value.get() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
        return Optional.of(value.orElse(otherwise));
    }
}
