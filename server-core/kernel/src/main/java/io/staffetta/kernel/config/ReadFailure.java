package io.staffetta.kernel.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be read, in words.
final class ReadFailure {

    private ReadFailure() {}

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _, FileNotFoundException _ -> "does not exist";
            case AccessDeniedException _ -> "may not be read by this user";
            case CharacterCodingException _ -> "is not UTF-8 text";
            default -> "cannot be read: " + e.getMessage();
        };
    }
}
