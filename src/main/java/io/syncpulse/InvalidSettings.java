package io.syncpulse;

import java.util.List;

/** Settings that the job cannot start with; the message lists all that is wrong, a line each. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSettings(List<String> problems) {
    super("Cannot start, settings are wrong:\n  " + String.join("\n  ", problems));
  }
}
