package dev.pipectl.local.services;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Another program's main method, in a JVM that ends with the process that started it. */
public final class Followed {
    private Followed() {}

    /** The main class comes first, its own arguments behind it. */
    public static void main(String[] args) throws Throwable {
        Parent.follow();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
