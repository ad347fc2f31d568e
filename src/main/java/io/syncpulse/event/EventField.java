package io.syncpulse.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of an event that mean something here; all others are ignored. */
enum EventField {
  EVENT_TYPE(Kind.TYPE),
  TIMESTAMP(Kind.TIME),
  ORGANIZATION_ID(Kind.ID),
  SYNC_ID(Kind.ID),
  SYNC_JOB_ID(Kind.ID),
  JOB_ID(Kind.ID),
  COLLECTION_ID(Kind.ID),
  SOURCE_CONNECTION_ID(Kind.ID),
  SOURCE_TYPE(Kind.TEXT),
  COLLECTION_NAME(Kind.TEXT),
  COLLECTION_READABLE_ID(Kind.TEXT),
  ENTITIES_INSERTED(Kind.COUNT),
  ENTITIES_UPDATED(Kind.COUNT),
  ENTITIES_DELETED(Kind.COUNT),
  ENTITIES_KEPT(Kind.COUNT),
  ENTITIES_SKIPPED(Kind.COUNT),
  INSERTED(Kind.COUNT),
  UPDATED(Kind.COUNT),
  DELETED(Kind.COUNT),
  KEPT(Kind.COUNT),
  BATCH_SEQ(Kind.BATCH_SEQ),
  STATUS(Kind.STATUS),
  CREATED_AT(Kind.TIME),
  STARTED_AT(Kind.TIME),
  ENDED_AT(Kind.TIME),
  LSN(Kind.LSN),
  ERROR(Kind.TEXT),
  ERROR_CATEGORY(Kind.CATEGORY),
  ERROR_DETAILS(Kind.DETAILS);

  /** How a field is read, and what is wrong with a record when it cannot be. */
  enum Kind {
    TYPE(RejectReason.UNKNOWN_TYPE, "a text"),
    TIME(RejectReason.MALFORMED_TIME, "an ISO 8601 time such as 2025-01-31T23:59:59.123Z"),
    ID(RejectReason.MALFORMED_ID, "a UUID"),
    COUNT(RejectReason.MALFORMED_COUNT, "an integer from 0 to 2147483647"),
    BATCH_SEQ(RejectReason.MALFORMED_BATCH_SEQ, "an integer from 0 to 2147483647"),
    STATUS(RejectReason.MALFORMED_STATUS, "a job's status, such as running"),
    LSN(RejectReason.MALFORMED_COUNT, "an integer from 0 to 9223372036854775807"),
    TEXT(RejectReason.MALFORMED_TEXT, "a text or null"),
    CATEGORY(RejectReason.MALFORMED_TEXT, "an error category"),
    DETAILS(RejectReason.MALFORMED_TEXT, "an object");

    final RejectReason malformed;
    final String expected;

    Kind(RejectReason malformed, String expected) {
      this.malformed = malformed;
      this.expected = expected;
    }
  }

  private static final Map<String, EventField> BY_NAME =
      Stream.of(values()).collect(toUnmodifiableMap(EventField::wireName, field -> field));

  final Kind kind;
  private final String wireName;

  EventField(Kind kind) {
    this.kind = kind;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /** The field of this name; null when it means nothing here. */
  static EventField named(String name) {
    return BY_NAME.get(name);
  }

  String wireName() {
    return wireName;
  }
}
