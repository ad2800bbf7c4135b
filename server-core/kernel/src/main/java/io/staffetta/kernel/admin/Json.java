package io.staffetta.kernel.admin;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/// The JSON of the administration port; records by their component names.
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// @throws IllegalArgumentException if it is something else; says nothing of the content, in
    ///   which there may be a password
    static Map<String, Object> object(byte[] json) {
        return read(json, new TypeReference<Map<String, Object>>() {});
    }

    /// @throws IllegalArgumentException if it is something else; says nothing of the content
    static <T> T read(byte[] json, TypeReference<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new IllegalArgumentException("JSON null where an object is expected");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the JSON that is expected");
        }
    }
}
