package io.syncpulse.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is there whole or not at all. It is written under another name beside its own, which
 * it gets at the end; a process that is interrupted removes it on its way out.
 */
final class ExportFile implements AutoCloseable {

  private final Path path;
  private final boolean replace;
  private final Path unfinished;
  private final Thread onExit;
  private boolean over;

  /**
   * Finds the place for the file.
   *
   * @param replace whether a file of that name may be overwritten
   * @throws ToolException if nothing can be written there, or a file is there that must stay
   */
  ExportFile(String given, boolean replace) {
    this.path = writable(given, replace);
    this.replace = replace;
    this.unfinished = path.resolveSibling(path.getFileName() + "." + randomName() + ".part");
    this.onExit = new Thread(this::remove, "remove " + unfinished);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Begins to write it. */
  synchronized OutputStream open() throws IOException {
    requireNotOver();
    return Files.newOutputStream(
        unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Gives it its name; what was written has to be closed.
   *
   * @return its size in bytes
   */
  synchronized long finish() throws IOException {
    requireNotOver();
    long bytes;
    // On the disk before it has its name: a machine that loses power must not keep an empty file.
    try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      written.force(true);
      bytes = written.size();
    }
    if (replace) {
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    } else {
      try {
        Files.move(unfinished, path);
      } catch (FileAlreadyExistsException another) {
        throw alreadyThere(path.toString(), another);
      }
    }
    return bytes;
  }

  /** Removes it unless it is finished. */
  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException exiting) {
      // It runs already.
    }
  }

  /** Not the number of the process: two containers may both be process 1. */
  private static String randomName() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private void requireNotOver() throws IOException {
    if (over) {
      throw new IOException("interrupted");
    }
  }

  /** From then on it cannot come back, however fast the process still writes. */
  private synchronized void remove() {
    over = true;
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException stays) {
      throw new ToolException("cannot remove the unfinished " + unfinished, stays);
    }
  }

  private static Path writable(String given, boolean replace) {
    Path path;
    try {
      path = Path.of(given).toAbsolutePath();
    } catch (InvalidPathException impossible) {
      throw new ToolException("--out " + given + " is not the name of a file", impossible);
    }
    Path directory = path.getParent();
    if (directory == null || Files.isDirectory(path)) {
      throw new ToolException(given + " is a directory: name the file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new ToolException(given + " is no ordinary file: only - writes to something else");
    }
    if (!Files.isDirectory(directory)) {
      throw new ToolException("there is no directory " + directory + ": create it first");
    }
    if (!Files.isWritable(directory)) {
      throw new ToolException("nothing may be written to " + directory + ": check its permissions");
    }
    if (!replace && Files.exists(path)) {
      throw alreadyThere(given, null);
    }
    return path;
  }

  private static ToolException alreadyThere(String name, Throwable causeOrNull) {
    return new ToolException(name + " is there already: --force overwrites it", causeOrNull);
  }
}
