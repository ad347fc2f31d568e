package io.syncpulse.tool;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of events, or standard input. */
final class EventFile {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String name;
  private final Path path;
  private final InputStream standardInput;

  /**
   * Finds the file.
   *
   * @param given a path, or {@code -}
   * @throws ToolException if there is no such file, or it may not be read
   */
  EventFile(String given, InputStream standardInput) {
    this.standardInput = standardInput;
    this.path = given.equals("-") ? null : readable(given);
    this.name = path == null ? "(standard input)" : given;
  }

  /** The name for messages. */
  String name() {
    return name;
  }

  /**
   * The plain content: what is gzip, by its first two bytes, comes unpacked.
   *
   * @param watched whether to draw a progress bar
   */
  InputStream open(boolean watched) throws IOException {
    InputStream raw = path == null ? standardInput : Files.newInputStream(path);
    InputStream in = watched ? ReplayProgress.watch(raw, shortName(), size()) : raw;
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
    buffered.reset();
    return gzip ? new GZIPInputStream(new NeverEmpty(buffered), BUFFER) : buffered;
  }

  /**
   * The JDK looks for another member of a gzip stream only where bytes are available at once. From
   * a pipe that is slower they are not, and all that followed would be lost without a word.
   */
  private static final class NeverEmpty extends FilterInputStream {

    NeverEmpty(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  /** Leaves the bar room to move. */
  private String shortName() {
    return path == null ? "-" : path.getFileName().toString();
  }

  private long size() {
    try {
      return path != null && Files.isRegularFile(path) ? Files.size(path) : -1;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static Path readable(String given) {
    Path path;
    try {
      path = Path.of(given);
    } catch (InvalidPathException impossible) {
      throw new ToolException("no such file: " + given, impossible);
    }
    if (!Files.exists(path)) {
      throw new ToolException("no such file: " + given);
    }
    if (Files.isDirectory(path)) {
      throw new ToolException(given + " is a directory: name the files in it");
    }
    if (!Files.isReadable(path)) {
      throw new ToolException(given + " may not be read: check its permissions");
    }
    return path;
  }
}
