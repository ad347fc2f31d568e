package io.syncpulse.event;

import java.util.Locale;

/**
 * Why a record cannot be used. The codes are read by people and by scripts that watch the dead
 * letters: they are never renamed.
 */
public enum RejectReason {
  /** No bytes, nothing but white space, or a tombstone (no payload at all). */
  EMPTY,
  /** More than {@link RecordParser#MAX_BYTES}. */
  TOO_LARGE,
  /** Not JSON, nested too deep, or more than one JSON value. */
  NOT_JSON,
  /** JSON, but an array, a text, a number, true, false or null. */
  NOT_AN_OBJECT,
  /** No {@code event_type}. */
  MISSING_TYPE,
  /** An {@code event_type}, or of a row an {@code op}, that nobody knows. */
  UNKNOWN_TYPE,
  /** An id without which nothing can be done. */
  MISSING_ID,
  /** An id that is no UUID. */
  MALFORMED_ID,
  /** No {@code timestamp}; of a row nothing that tells when it was written. */
  MISSING_TIME,
  /** A time that cannot be read. */
  MALFORMED_TIME,
  /** A time before the year 2000 or more than a day ahead of the clock. */
  TIME_OUT_OF_RANGE,
  /** A number of entities that is negative, no integer or too large. */
  MALFORMED_COUNT,
  /** A batch's number that is missing, negative, no integer or too large. */
  MALFORMED_BATCH_SEQ,
  /** A job's status that is missing or unknown. */
  MALFORMED_STATUS,
  /** A text that is something else. */
  MALFORMED_TEXT,
  /** A row of a job whose connection never came. */
  UNKNOWN_SYNC,
  /** The parser itself is at fault: please report it. */
  PARSER_FAILED;

  /** The name in headers and metrics: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
