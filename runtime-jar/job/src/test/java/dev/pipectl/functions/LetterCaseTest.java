package dev.pipectl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

/** Upper and lower case of every character, alone and around a sigma, are Node's. */
class LetterCaseTest {
    private static final int BLOCK = 0x800;

    @Test
    void everyCharacter() throws Exception {
        NodeOracle node = new NodeOracle();
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += BLOCK) {
            if (from < Character.MIN_SURROGATE || from > Character.MAX_SURROGATE) {
                expectBlock(node, from, "C", true);
                for (String around : List.of("C", "AΣC", "ACΣ", "CΣ", "AΣCB")) {
                    expectBlock(node, from, around, false);
                }
            }
        }
        List<String> differences = new ArrayList<>();
        node.differences().forEach(difference -> differences.add(difference.substring(0, 120)));
        assertThat(differences).as("the tables are those of Unicode 17, Node %s", nodeVersion()).isEmpty();
    }

    private static void expectBlock(NodeOracle node, int from, String around, boolean upper) {
        StringBuilder text = new StringBuilder();
        for (int codePoint = from; codePoint < from + BLOCK; codePoint++) {
            text.append(around.replace("C", Character.toString(codePoint))).append('|');
        }
        StringData block = StringData.fromString(text.toString());
        node.expect(
                "s => s.to" + (upper ? "Upper" : "Lower") + "Case()",
                (upper ? LetterCase.upper(block) : LetterCase.lower(block)).toString(),
                text.toString());
    }

    private static String nodeVersion() throws Exception {
        Process node = new ProcessBuilder("node", "-p", "process.version + ' with Unicode ' + process.versions.unicode").start();
        return new String(node.getInputStream().readAllBytes()).trim().toLowerCase(Locale.ROOT);
    }
}
