package dev.pipectl.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipectl.connectors.aws.AwsAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Our own local services in a Node process, as `pipectl dev` runs them. */
public final class LocalAws implements AutoCloseable {
    private static final Path DIST = Path.of("..", "..", "dist").toAbsolutePath().normalize();

    private final Process process;
    private final BufferedReader answers;
    private final Writer calls;
    private final String url;

    /** Starts them; buckets are the folders of the directory. */
    public LocalAws(Path directory) throws Exception {
        Path main = Path.of(LocalAws.class.getResource("services.mjs").toURI());
        process = new ProcessBuilder("node", main.toString(), DIST.toString(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        calls = process.outputWriter(StandardCharsets.UTF_8);
        url = answer();
    }

    /** The endpoint of all of them. */
    public String url() {
        return url;
    }

    /** As a table's options would describe it. */
    public AwsAccess access() {
        return new AwsAccess(null, url);
    }

    /** Calls a method of a service, {@code faults.throttle} of {@code sqs}. */
    public void call(String service, String method, Object... with) throws IOException {
        calls.write(new ObjectMapper().writeValueAsString(Map.of("service", service, "method", method, "with", List.of(with))) + '\n');
        calls.flush();
        answer();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The local services have ended; is dist/ built?");
        }
        return answer;
    }

    @Override
    public void close() throws Exception {
        calls.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
