package dev.pipectl.connectors.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file line by line into chunks that are never used again once they are full, so that strings can point into them.
 */
final class LineReader implements Closeable {
    static final int CHUNK = 128 * 1024;

    private final FileChannel channel;
    private byte[] chunk = new byte[0];
    private int limit;
    /** Up to where the chunk is known to hold no further newline. */
    private int searched;
    /** Where the next line begins, in the chunk and in the file. */
    private int next;
    private long offset;
    private long line;
    private int start;
    private int end;

    LineReader(String path, long offset, long line) throws IOException {
        try {
            this.channel = FileChannel.open(Path.of(path), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new IOException("The input file " + path + " does not exist.", e);
        }
        if (offset > channel.size()) {
            channel.close();
            throw new IOException("The input file " + path + " is shorter than what was already read of it.");
        }
        this.channel.position(offset);
        this.offset = offset;
        this.line = line;
    }

    /**
     * Goes to the next line that is not empty. False when there is none now; a last line without a newline counts only
     * when {@code whole}, for then nothing is going to follow it.
     */
    boolean advance(boolean whole) throws IOException {
        while (true) {
            int newline = LineScan.newline(chunk, searched, limit);
            if (newline >= 0) {
                take(newline, newline + 1);
            } else {
                searched = limit;
                if (fill()) {
                    continue;
                }
                if (!whole || next == limit) {
                    return false;
                }
                take(limit, limit);
            }
            if (end > start) {
                return true;
            }
        }
    }

    private void take(int lineEnd, int nextLine) {
        start = next;
        end = lineEnd > start && chunk[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        offset += nextLine - next;
        next = nextLine;
        searched = nextLine;
        line++;
    }

    private boolean fill() throws IOException {
        if (limit == chunk.length) {
            int kept = limit - next;
            byte[] larger = new byte[Math.max(CHUNK, kept * 2)];
            System.arraycopy(chunk, next, larger, 0, kept);
            chunk = larger;
            next = 0;
            limit = kept;
            searched = kept;
        }
        int count = channel.read(ByteBuffer.wrap(chunk, limit, chunk.length - limit));
        if (count <= 0) {
            return false;
        }
        limit += count;
        return true;
    }


    /** The bytes that hold the line. */
    byte[] bytes() {
        return chunk;
    }

    /** Where the line begins. */
    int start() {
        return start;
    }

    /** Where the line ends, without its line break. */
    int end() {
        return end;
    }

    /** The line's number, from 1. */
    long line() {
        return line;
    }

    /** Where the following line begins in the file. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
