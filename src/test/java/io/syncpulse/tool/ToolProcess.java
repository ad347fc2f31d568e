package io.syncpulse.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, which can be killed. */
final class ToolProcess implements AutoCloseable {

  private final Process process;
  private final Path err;

  /** Starts a command; what it says goes into files of the directory. */
  ToolProcess(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    err = Files.createTempFile(directory, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m", "-cp", System.getProperty("java.class.path"), SyncPulse.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  /** Ends it as a power failure would. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code, when it has ended by itself or otherwise. */
  int exit() throws InterruptedException, IOException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("does not end: " + Files.readString(err));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
