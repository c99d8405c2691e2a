package dev.pipectl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlanNumbersTest {
    @Test
    void countsNodesFromOneAndTakesTheEdgesAlong() throws Exception {
        String plan = "{\"nodes\":[{\"id\":17,\"type\":\"a\"},{\"id\":12,\"type\":\"b\"}],"
                + "\"edges\":[{\"source\":17,\"target\":12,\"shuffle\":{\"type\":\"FORWARD\"}}]}";
        assertThat(Json.text(PlanNumbers.settle(Json.read(plan)))).isEqualTo(
                "{\"nodes\":[{\"id\":1,\"type\":\"a\"},{\"id\":2,\"type\":\"b\"}],"
                        + "\"edges\":[{\"source\":1,\"target\":2,\"shuffle\":{\"type\":\"FORWARD\"}}]}");
    }

    @Test
    void writesNumbersThatJavaScriptWouldRoundAsText() throws Exception {
        String plan = "{\"nodes\":[{\"id\":1,\"projection\":[{\"value\":9007199254740993},{\"value\":9007199254740991},"
                + "{\"value\":-9223372036854775808}]}],\"edges\":[]}";
        assertThat(Json.text(PlanNumbers.settle(Json.read(plan)))).isEqualTo(
                "{\"nodes\":[{\"id\":1,\"projection\":[{\"value\":\"9007199254740993\"},{\"value\":9007199254740991},"
                        + "{\"value\":\"-9223372036854775808\"}]}],\"edges\":[]}");
    }

    @Test
    void refusesAnEdgeToNowhere() {
        assertThatThrownBy(() -> PlanNumbers.settle(
                        Json.read("{\"nodes\":[{\"id\":1}],\"edges\":[{\"source\":1,\"target\":2}]}")))
                .isInstanceOf(IllegalStateException.class);
    }
}
