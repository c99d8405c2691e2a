package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Placeholders are bound completely before anything starts. */
class PlaceholdersTest {
    private static final Bundle BUNDLE = new Bundle(
            "2.2",
            "p",
            Map.of(),
            List.of(),
            List.of(
                    new Bundle.Placeholder("playback", "stream", null),
                    new Bundle.Placeholder("region", "region", "eu-west-1")),
            List.of());

    @Test
    void fillsOptionValues() {
        Placeholders placeholders = Placeholders.bind(BUNDLE, Map.of("playback", "play$1back\\"));
        assertThat(placeholders.fill(Map.of("stream", "${playback}", "arn", "a:${region}:${playback}:${region}"), "t"))
                .isEqualTo(Map.of("stream", "play$1back\\", "arn", "a:eu-west-1:play$1back\\:eu-west-1"));
    }

    @Test
    void namesWhatIsMissingOrUnknown() {
        BundleException refused = catchThrowableOfType(
                BundleException.class, () -> Placeholders.bind(BUNDLE, Map.of("playbak", "x", "region", "y")));
        assertThat(refused.problems())
                .containsExactly(
                        "The property 'playback' (stream) is not set.",
                        "The property 'playbak' is set, and the pipeline has no placeholder of that name.");
    }

    @Test
    void refusesAPlaceholderThatTheBundleDoesNotDeclare() {
        Placeholders placeholders = Placeholders.bind(BUNDLE, Map.of("playback", "x"));
        BundleException refused =
                catchThrowableOfType(BundleException.class, () -> placeholders.fill(Map.of("index", "${other}"), "sink.live"));
        assertThat(refused.problems())
                .containsExactly("The placeholder 'other' in the option 'index' of 'sink.live' is not one of the bundle's.");
    }

    @Test
    void readsOnlyOurGroupOfTheRuntimeProperties(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("application_properties.json");
        assertThat(RuntimeProperties.read(file)).isEmpty();
        Files.writeString(file, """
                [{ "PropertyGroupId": "FlinkApplicationProperties", "PropertyMap": { "playback": "no" } },
                 { "PropertyGroupId": "pipectl", "PropertyMap": { "playback": "stream-1" } }]""");
        assertThat(RuntimeProperties.read(file)).isEqualTo(Map.of("playback", "stream-1"));
    }
}
