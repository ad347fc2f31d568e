package io.syncpulse.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this process, with an environment and streams of their own. */
final class Cli {

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private byte[] in = {};

  /**
   * What a command left behind.
   *
   * @param exit its exit code
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Result(int exit, String out, String err) {

    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli reading(byte[] standardInput) {
    in = standardInput;
    return this;
  }

  /** What a command wrote to standard output as bytes. */
  byte[] binary() {
    return binary.toByteArray();
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = run(out, err, arguments);
    return new Result(exit, out.toString(), err.toString());
  }

  int run(StringWriter out, StringWriter err, String... arguments) {
    CommandLine command =
        SyncPulse.commandLine(environment, new ByteArrayInputStream(in), binary, false)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return command.execute(arguments);
  }
}
