package dev.pipectl.connectors.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Names the files of a source: in checkpoints by their path, in origins by as little of it as tells them apart. */
final class FileNames {
    private FileNames() {}

    static List<FileSplit> splits(List<String> paths) {
        List<String> shards = new ArrayList<>();
        paths.forEach(path -> shards.add(Path.of(path).getFileName().toString()));
        List<FileSplit> splits = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            int earlier = Collections.frequency(paths.subList(0, i), path);
            int sameName = Collections.frequency(shards.subList(0, i), shards.get(i));
            splits.add(FileSplit.unread(
                    earlier == 0 ? path : path + '#' + (earlier + 1),
                    path,
                    sameName == 0 ? shards.get(i) : shards.get(i) + '#' + (sameName + 1)));
        }
        return splits;
    }
}
