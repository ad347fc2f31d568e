package io.syncpulse.event;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a change of a row that mean something here; all others are ignored. They lie where
 * Debezium writes them: in an envelope, or, flattened, all at the top.
 */
enum RowField implements Field {
  ID(FieldKind.ID),
  ORGANIZATION_ID(FieldKind.ID),
  SYNC_ID(FieldKind.ID),
  SHORT_NAME(FieldKind.TEXT),
  STATUS(FieldKind.STATUS),
  CREATED_AT(FieldKind.TIME_OR_NUMBER),
  MODIFIED_AT(FieldKind.TIME_OR_NUMBER),
  STARTED_AT(FieldKind.TIME_OR_NUMBER),
  COMPLETED_AT(FieldKind.TIME_OR_NUMBER),
  FAILED_AT(FieldKind.TIME_OR_NUMBER),
  ENTITIES_INSERTED(FieldKind.COUNT),
  ENTITIES_UPDATED(FieldKind.COUNT),
  ENTITIES_DELETED(FieldKind.COUNT),
  ENTITIES_KEPT(FieldKind.COUNT),
  ENTITIES_SKIPPED(FieldKind.COUNT),
  ERROR(FieldKind.TEXT),
  ERROR_CATEGORY(FieldKind.CATEGORY),

  /** What was done: {@code c}, {@code u}, {@code d}, or {@code r} for read in a snapshot. */
  OPERATION(FieldKind.TYPE, "op", "__op"),
  /** Of a flattened change, whether it is a deletion. */
  IS_DELETED(FieldKind.FLAG, "__deleted"),
  /** The id of a row that is gone: of the row before, all that is sure to be told. */
  ID_BEFORE(FieldKind.ID, "before.id"),
  LSN(FieldKind.LSN, "source.lsn", "__source_lsn", "__lsn"),
  /** When the change was made in the database. */
  CHANGED_AT(FieldKind.TIME_OR_NUMBER, "source.ts_ms", "__source_ts_ms"),
  /** When Debezium read the change. */
  CAPTURED_AT(FieldKind.TIME_OR_NUMBER, "ts_ms", "__ts_ms");

  /** The object that a change is; Debezium calls it so where it writes the schema beside it. */
  static final String CHANGE = "payload";

  private static final Map<String, Map<String, RowField>> BY_PLACE = byPlace();

  private final FieldKind kind;
  private final List<String> paths;

  /** A column. */
  RowField(FieldKind kind) {
    this.kind = kind;
    String column = name().toLowerCase(Locale.ROOT);
    this.paths = List.of(column, "after." + column);
  }

  RowField(FieldKind kind, String... paths) {
    this.kind = kind;
    this.paths = List.of(paths);
  }

  /**
   * The fields in an object of a change, by name.
   *
   * @param object {@link #CHANGE}, or the name of an object in it
   * @return null when the object means nothing here
   */
  static Map<String, RowField> in(String object) {
    return BY_PLACE.get(object);
  }

  private static Map<String, Map<String, RowField>> byPlace() {
    Map<String, Map<String, RowField>> byPlace = new HashMap<>();
    for (RowField field : values()) {
      for (String path : field.paths) {
        int dot = path.indexOf('.');
        String object = dot < 0 ? CHANGE : path.substring(0, dot);
        byPlace
            .computeIfAbsent(object, unused -> new HashMap<>())
            .put(path.substring(dot + 1), field);
      }
    }
    return byPlace;
  }

  @Override
  public FieldKind kind() {
    return kind;
  }

  @Override
  public String wireName() {
    return paths.get(0);
  }
}
