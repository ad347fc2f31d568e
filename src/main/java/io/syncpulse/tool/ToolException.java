package io.syncpulse.tool;

/**
 * A command that could not do its work. The message is one line for people: what is wrong, and what
 * to do about it. It never holds a password.
 */
public final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that was found without an exception. */
  public ToolException(String message) {
    super(message);
  }

  /** A failure and what it came from, which {@code --stacktrace} shows. */
  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
