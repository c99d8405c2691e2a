package dev.pipectl.connectors.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LetterTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatQueuesRefuseAsEscapes() {
        byte[] plain = bytes("{\"a\":\"\ufffd\ufeff\"}");
        assertThat(LetterText.forQueues(plain)).isSameAs(plain);
        assertThat(new String(LetterText.forQueues(bytes("{\"a\":\"x\ufffey\uffff\uffffz\"}")), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"x\\ufffey\\uffff\\uffffz\"}");
    }

    @RepeatedTest(50)
    void cutsAnyTextIntoPartsThatFit(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        String[] pieces = {"a", "\"", "\\", "é", "€", "😀", "plain words ", "\\u0001"};
        StringBuilder text = new StringBuilder();
        while (text.length() < 2000) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        int longest = 150 + random.nextInt(200);
        List<byte[]> parts = LetterText.parts(ID, bytes(text.toString()), longest);
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).length).isLessThanOrEqualTo(longest);
            JsonNode part = JSON.readTree(parts.get(i));
            assertThat(part.get("id").asText()).isEqualTo(ID);
            assertThat(part.get("part").asInt()).isEqualTo(i + 1);
            assertThat(part.get("parts").asInt()).isEqualTo(parts.size());
            joined.append(part.get("text").asText());
        }
        assertThat(joined.toString()).isEqualTo(text.toString());
        // No part is much smaller than it has to be.
        assertThat(parts.size()).isLessThanOrEqualTo(bytes(text.toString()).length * 2 / (longest - 100) + 1);
    }
}
