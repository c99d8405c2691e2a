package dev.pipectl.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** The bundle of `warmth.json`, whole or with the SQL of one of its queries changed. */
final class Sample {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sample() {}

    static String bundle() throws IOException {
        return JSON.writeValueAsString(read());
    }

    static String withSql(int statement, UnaryOperator<String> change) throws IOException {
        ObjectNode bundle = (ObjectNode) read();
        ObjectNode query = (ObjectNode) bundle.path("statements").get(statement);
        query.put("sql", change.apply(query.path("sql").asText()));
        return JSON.writeValueAsString(bundle);
    }

    static int indexOf(String kind, String name) throws IOException {
        JsonNode statements = read().path("statements");
        for (int i = 0; i < statements.size(); i++) {
            JsonNode statement = statements.get(i);
            if (statement.path("kind").asText().equals(kind) && statement.path("name").asText().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(kind + " " + name);
    }

    private static JsonNode read() throws IOException {
        return JSON.readTree(Sample.class.getResource("warmth.json"));
    }
}
