package dev.pipectl.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point on Managed Service for Apache Flink: binds the bundle of the jar to the runtime properties, submits
 * its compiled plan and returns. It never waits for the job: in application mode that is not allowed.
 */
public final class PipelineJob {
    static final String BUNDLE = "META-INF/pipectl/bundle.json";
    static final String PLAN = "META-INF/pipectl/plan.json";

    private static final Logger LOG = LoggerFactory.getLogger(PipelineJob.class);

    private PipelineJob() {}

    /** Submits the pipeline; an argument, if any, is the path of the runtime properties. */
    public static void main(String[] arguments) {
        Path properties = arguments.length > 0 ? Path.of(arguments[0]) : RuntimeProperties.FILE;
        try {
            submit(properties);
        } catch (RuntimeException failure) {
            LOG.error(sentence(failure), failure);
            throw failure;
        }
    }

    private static void submit(Path properties) {
        Bundle bundle = Bundle.parse(resource(BUNDLE));
        requireFlink(bundle, EnvironmentInformation.getVersion());
        Placeholders placeholders = Placeholders.bind(bundle, RuntimeProperties.read(properties));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineEnvironment.open(env, bundle, placeholders, Map.of(), Map.of()).loadPlan(resource(PLAN)).execute();
    }

    static void requireFlink(Bundle bundle, String version) {
        if (!version.equals(bundle.flink()) && !version.startsWith(bundle.flink() + ".")) {
            throw new BundleException("The pipeline is compiled for Flink " + bundle.flink() + ", and this is Flink "
                    + version + ".");
        }
    }

    /** One line of JSON, which a log search finds by its code. */
    static String sentence(RuntimeException failure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("pipectl", "start failed");
        if (failure instanceof StatementException statement) {
            line.put("code", "statement-refused");
            line.put("statement", statement.index());
            line.put("name", statement.statement().name());
            line.put("origin", statement.statement().origin().toString());
        } else {
            line.put("code", failure instanceof BundleException ? "bundle-refused" : "start-failed");
        }
        line.put("message", failure.getMessage());
        try {
            return new ObjectMapper().writeValueAsString(line);
        } catch (IOException impossible) {
            return line.toString();
        }
    }

    private static String resource(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream stream = loader.getResourceAsStream(name)) {
            if (stream == null) {
                throw new BundleException("The jar holds no " + name + ": it is the bare runtime, without a pipeline.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new BundleException("The jar's " + name + " can't be read: " + broken.getMessage());
        }
    }
}
