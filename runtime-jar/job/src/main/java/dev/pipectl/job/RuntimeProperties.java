package dev.pipectl.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The application's runtime properties, as the service lays them down in a file: a list of groups. */
final class RuntimeProperties {
    static final Path FILE = Path.of("/etc/flink/application_properties.json");
    static final String GROUP = "pipectl";

    private RuntimeProperties() {}

    /** The properties of our group; none where there is no file or no such group. */
    static Map<String, String> read(Path file) {
        Map<String, String> properties = new TreeMap<>();
        if (!Files.exists(file)) {
            return properties;
        }
        for (JsonNode group : groups(file)) {
            if (group.path("PropertyGroupId").asText().equals(GROUP)) {
                group.path("PropertyMap").fields().forEachRemaining(entry ->
                        properties.put(entry.getKey(), entry.getValue().asText()));
            }
        }
        return properties;
    }

    private static JsonNode groups(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException broken) {
            throw new BundleException("The runtime properties in " + file + " can't be read: " + broken.getMessage());
        }
    }
}
