package io.staffetta.testkit;

import org.jspecify.annotations.Nullable;

record HelloSettings(@Nullable String word) {
    HelloSettings {
        if (word == null) {
            word = "hello";
        }
        if (word.contains(" ")) {
            throw new IllegalArgumentException("word must be one word");
        }
    }
}
