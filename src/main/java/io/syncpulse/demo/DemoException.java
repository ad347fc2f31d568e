package io.syncpulse.demo;

import java.util.List;

/** Why the demo does not run, a line for each reason, and the exit code that says so. */
final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Exit code: something does not work. */
  static final int FAILED = 1;

  /** Exit code: the settings are wrong. */
  static final int USAGE = 2;

  private final int exitCode;

  DemoException(int exitCode, List<String> reasons) {
    super(String.join(System.lineSeparator(), reasons));
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
