package dev.pipectl.local.services;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Calls public methods of classes that are not there when this is compiled. */
final class Reflected {
    private Reflected() {}

    /** Calls the one public method of that name that takes objects of these very classes. */
    static Object call(Object target, String name, Object... values) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(values).map(Object::getClass).toArray(Class<?>[]::new);
        Method method = target.getClass().getMethod(name, types);
        // The class may be hidden while the interface it comes from is not.
        method.setAccessible(true);
        return method.invoke(target, values);
    }
}
