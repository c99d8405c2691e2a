package dev.pipectl.connectors.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A way to a server that drops the first connections, as a server does that is starting, and is open afterwards. */
public final class Outage implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private int left;

    public Outage(int target, int drops) throws IOException {
        this.target = target;
        this.left = drops;
        start(this::accept);
    }

    public String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections are still to be dropped. */
    public synchronized int left() {
        return left;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            if (drops()) {
                client.close();
            } else {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> copy(client, server));
                start(() -> copy(server, client));
            }
        }
    }

    private synchronized boolean drops() {
        return left > 0 && left-- > 0;
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side has closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
