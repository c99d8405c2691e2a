package dev.pipectl.local.services;

import java.lang.reflect.Array;
import java.lang.reflect.Field;

/**
 * Amazon's DynamoDB Local, in memory, at a free port. By itself it listens on every address of the machine and reports
 * its use; here it is told to listen on loopback before it starts, and if it can't be told it does not start.
 *
 * <p>Its jars are no part of any build of ours, so its classes are reached by name. Prints one line,
 * <code>{"port":…,"pid":…}</code>, when it answers.
 */
public final class DynamoDbMain {
    private static final String RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";
    private static final String LOOPBACK = "127.0.0.1";

    private DynamoDbMain() {}

    public static void main(String[] arguments) throws Exception {
        Parent.follow();
        // A free port can't be asked for in words, so this one is never opened.
        String[] words = {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", "8000"};
        Object proxy = Class.forName(RUNNER)
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) words);
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object connector = onlyConnector(field.get(proxy));
        Reflected.call(connector, "setHost", LOOPBACK);
        connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
        if (!LOOPBACK.equals(Reflected.call(connector, "getHost"))) {
            throw new IllegalStateException("DynamoDB Local can't be bound to loopback.");
        }
        Reflected.call(proxy, "start");
        Parent.tell((Integer) Reflected.call(connector, "getLocalPort"));
        Thread.currentThread().join();
    }

    private static Object onlyConnector(Object server) throws ReflectiveOperationException {
        Object connectors = Reflected.call(server, "getConnectors");
        if (Array.getLength(connectors) != 1) {
            throw new IllegalStateException("DynamoDB Local has " + Array.getLength(connectors) + " connectors, not one.");
        }
        return Array.get(connectors, 0);
    }
}
