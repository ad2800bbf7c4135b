package io.staffetta.dkim;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which header fields are signed (RFC 6376 §5.4).
///
/// @param names signed as often as they are there
/// @param oversigned signed once more, so that nobody can add another
record SignedNames(List<String> names, List<String> oversigned) {

    /// RFC 6376 §5.4.1 and what else tells people or programs what to make of a message.
    static final List<String> DEFAULT_NAMES =
            List.of(
                    "From",
                    "Sender",
                    "Reply-To",
                    "Subject",
                    "Date",
                    "Message-ID",
                    "To",
                    "Cc",
                    "MIME-Version",
                    "Content-Type",
                    "Content-Transfer-Encoding",
                    "Content-ID",
                    "Content-Description",
                    "Content-Disposition",
                    "In-Reply-To",
                    "References",
                    "Resent-Date",
                    "Resent-From",
                    "Resent-Sender",
                    "Resent-To",
                    "Resent-Cc",
                    "Resent-Message-ID",
                    "List-Id",
                    "List-Help",
                    "List-Unsubscribe",
                    "List-Unsubscribe-Post",
                    "List-Subscribe",
                    "List-Post",
                    "List-Owner",
                    "List-Archive",
                    "Autocrypt",
                    "Openpgp");

    /// Of which a second one could deceive people.
    static final List<String> DEFAULT_OVERSIGNED =
            List.of(
                    "From",
                    "Reply-To",
                    "Subject",
                    "Date",
                    "Message-ID",
                    "To",
                    "Cc",
                    "MIME-Version",
                    "Content-Type");

    private static final Pattern NAME = Pattern.compile("[!-9<-~&&[^;]]{1,70}");

    /// Never there, or not to be there any more, when the message arrives.
    private static final List<String> UNSIGNABLE =
            List.of("bcc", "resent-bcc", "return-path", "dkim-signature", "received");

    SignedNames {
        names = List.copyOf(names);
        oversigned = List.copyOf(oversigned);
        for (var list : List.of(names, oversigned)) {
            for (var name : list) {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException(name + " is no name of a header field");
                }
                if (UNSIGNABLE.contains(name.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException(
                            name + " must not be signed, since it changes on the way");
                }
            }
        }
        if (!contains(names, "From")) {
            throw new IllegalArgumentException("headers must contain From");
        }
    }

    /// The value of `h=` for a message.
    List<String> of(HeaderFields header) {
        return Stream.concat(
                        names.stream(), oversigned.stream().filter(name -> !contains(names, name)))
                .flatMap(name -> Collections.nCopies(times(name, header), name).stream())
                .toList();
    }

    private int times(String name, HeaderFields header) {
        int there = (int) header.named(name.toLowerCase(Locale.ROOT)).count();
        return contains(oversigned, name) ? there + 1 : there;
    }

    private static boolean contains(List<String> list, String name) {
        return list.stream().anyMatch(name::equalsIgnoreCase);
    }
}
