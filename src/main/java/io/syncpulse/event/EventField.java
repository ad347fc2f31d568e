package io.syncpulse.event;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of an event that mean something here; all others are ignored. */
enum EventField implements Field {
  EVENT_TYPE(FieldKind.TYPE),
  TIMESTAMP(FieldKind.TIME),
  ORGANIZATION_ID(FieldKind.ID),
  SYNC_ID(FieldKind.ID),
  SYNC_JOB_ID(FieldKind.ID),
  JOB_ID(FieldKind.ID),
  COLLECTION_ID(FieldKind.ID),
  SOURCE_CONNECTION_ID(FieldKind.ID),
  SOURCE_TYPE(FieldKind.TEXT),
  COLLECTION_NAME(FieldKind.TEXT),
  COLLECTION_READABLE_ID(FieldKind.TEXT),
  ENTITIES_INSERTED(FieldKind.COUNT),
  ENTITIES_UPDATED(FieldKind.COUNT),
  ENTITIES_DELETED(FieldKind.COUNT),
  ENTITIES_KEPT(FieldKind.COUNT),
  ENTITIES_SKIPPED(FieldKind.COUNT),
  INSERTED(FieldKind.COUNT),
  UPDATED(FieldKind.COUNT),
  DELETED(FieldKind.COUNT),
  KEPT(FieldKind.COUNT),
  BATCH_SEQ(FieldKind.BATCH_SEQ),
  STATUS(FieldKind.STATUS),
  CREATED_AT(FieldKind.TIME),
  STARTED_AT(FieldKind.TIME),
  ENDED_AT(FieldKind.TIME),
  LSN(FieldKind.LSN),
  ERROR(FieldKind.TEXT),
  ERROR_CATEGORY(FieldKind.CATEGORY),
  ERROR_DETAILS(FieldKind.DETAILS);

  private static final Map<String, EventField> BY_NAME =
      Stream.of(values()).collect(toUnmodifiableMap(EventField::wireName, field -> field));

  private final FieldKind kind;
  private final String wireName;

  EventField(FieldKind kind) {
    this.kind = kind;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /** The field of this name; null when it means nothing here. */
  static EventField named(String name) {
    return BY_NAME.get(name);
  }

  @Override
  public FieldKind kind() {
    return kind;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
