package dev.pipectl.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FollowedTest {
    /** A program that no signal ends in order: its hook hangs. */
    public static final class Stubborn {
        private Stubborn() {}

        public static void main(String[] args) throws InterruptedException {
            CountDownLatch never = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            System.out.println(String.join(" ", args));
            never.await();
        }
    }

    @Test
    void endsWithItsParentEvenWhenItsHooksHang() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                java, "-Xmx32m", "-cp", System.getProperty("java.class.path"), Followed.class.getName(), Stubborn.class.getName(), "it", "runs")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("it runs");
            assertThat(process.isAlive()).isTrue();
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
