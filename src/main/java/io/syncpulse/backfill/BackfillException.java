package io.syncpulse.backfill;

/** Why a backfill cannot go on, in one line for people. It never holds a key or a password. */
public final class BackfillException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackfillException(String message) {
    super(message);
  }

  BackfillException(String message, Throwable cause) {
    super(message, cause);
  }
}
