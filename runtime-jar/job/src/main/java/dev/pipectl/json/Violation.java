package dev.pipectl.json;

/** What is found in place of a value that breaks the contract: where, what was expected, and what was there. */
final class Violation {
    private final String path;
    private final String expected;
    private final String found;

    Violation(String expected, String found) {
        this("", expected, found);
    }

    private Violation(String path, String expected, String found) {
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** The same violation, seen from the object that holds the field. */
    Violation inField(String name) {
        return new Violation(path.isEmpty() || path.startsWith("[") ? name + path : name + '.' + path, expected, found);
    }

    /** The same violation, seen from the array that holds the element. */
    Violation inElement(int index) {
        return inField("[" + index + "]");
    }

    /** A sentence that names the field, and types only: never a value of the record. */
    String sentence() {
        return '`' + path + "`: expected " + expected + ", found " + found + '.';
    }
}
