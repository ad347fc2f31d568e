package io.syncpulse.event;

/** How a field is read, and what is wrong with a record when it cannot be. */
enum FieldKind {
  TYPE(RejectReason.UNKNOWN_TYPE, "a text"),
  TIME(RejectReason.MALFORMED_TIME, "an ISO 8601 time such as 2025-01-31T23:59:59.123Z"),
  TIME_OR_NUMBER(
      RejectReason.MALFORMED_TIME,
      "an ISO 8601 time such as 2025-01-31T23:59:59.123Z, or milliseconds or microseconds since the epoch"),
  ID(RejectReason.MALFORMED_ID, "a UUID"),
  COUNT(RejectReason.MALFORMED_COUNT, "an integer from 0 to 2147483647"),
  BATCH_SEQ(RejectReason.MALFORMED_BATCH_SEQ, "an integer from 0 to 2147483647"),
  STATUS(RejectReason.MALFORMED_STATUS, "a job's status, such as running"),
  LSN(RejectReason.MALFORMED_COUNT, "an integer from 0 to 9223372036854775807"),
  FLAG(RejectReason.MALFORMED_TEXT, "true or false"),
  TEXT(RejectReason.MALFORMED_TEXT, "a text or null"),
  CATEGORY(RejectReason.MALFORMED_TEXT, "an error category"),
  DETAILS(RejectReason.MALFORMED_TEXT, "an object");

  final RejectReason malformed;
  final String expected;

  FieldKind(RejectReason malformed, String expected) {
    this.malformed = malformed;
    this.expected = expected;
  }
}
