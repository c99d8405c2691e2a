package dev.pipectl.connectors.files;

import java.util.List;
import java.util.Set;

/**
 * Which files are given to readers and which wait.
 *
 * @param given ids of the files that readers have
 * @param waiting files that no reader has yet
 */
record Assignment(Set<String> given, List<FileSplit> waiting) {}
