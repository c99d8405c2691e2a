package dev.pipectl.job;

/** Where a statement came from, in the author's TypeScript; lines and columns count from 1. */
public record Origin(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
