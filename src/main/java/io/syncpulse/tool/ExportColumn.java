package io.syncpulse.tool;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A column of an export: what Postgres calls it and says of its type.
 *
 * @param index its place in the row, from 0
 */
record ExportColumn(int index, String name, Type type) {

  /** How its values come, null where there is none. */
  enum Type {
    /** {@link UUID}. */
    ID,
    /** {@link Instant}. */
    TIME,
    /** {@link Boolean}. */
    TRUTH,
    /** {@link Integer}. */
    INTEGER,
    /** {@link Long}. */
    LONG,
    /** {@link Double}. */
    DOUBLE,
    /** {@link BigDecimal} without a fraction, of at most 38 digits. */
    HUGE,
    /** A list of {@link Integer}. */
    INTEGERS,
    /** A list of {@link Long}. */
    LONGS,
    /** {@link String}: texts, enums and JSON. */
    TEXT;

    private static Type of(String ofPostgres) {
      return switch (ofPostgres) {
        case "uuid" -> ID;
        case "timestamptz" -> TIME;
        case "bool" -> TRUTH;
        case "int4" -> INTEGER;
        case "int8" -> LONG;
        case "float8" -> DOUBLE;
        case "numeric" -> HUGE;
        case "_int2" -> INTEGERS;
        case "_int8" -> LONGS;
        default -> TEXT;
      };
    }
  }

  /** The columns of a result, in their order. */
  static List<ExportColumn> of(ResultSetMetaData result) throws SQLException {
    List<ExportColumn> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      columns.add(
          new ExportColumn(i - 1, result.getColumnName(i), Type.of(result.getColumnTypeName(i))));
    }
    return columns;
  }

  /** Its value in the row that the result stands at. */
  Object read(ResultSet row) throws SQLException {
    int i = index + 1;
    Object value =
        switch (type) {
          case ID -> row.getObject(i, UUID.class);
          case TIME -> instant(row.getTimestamp(i));
          case TRUTH -> row.getBoolean(i);
          case INTEGER -> row.getInt(i);
          case LONG -> row.getLong(i);
          case DOUBLE -> row.getDouble(i);
          case HUGE -> row.getBigDecimal(i);
          case INTEGERS -> integers(row.getArray(i));
          case LONGS -> longs(row.getArray(i));
          case TEXT -> row.getString(i);
        };
    return row.wasNull() ? null : value;
  }

  private static Instant instant(Timestamp timeOrNull) {
    return timeOrNull == null ? null : timeOrNull.toInstant();
  }

  private static List<Integer> integers(Array arrayOrNull) throws SQLException {
    return arrayOrNull == null
        ? null
        : Arrays.stream((Short[]) arrayOrNull.getArray()).map(Short::intValue).toList();
  }

  private static List<Long> longs(Array arrayOrNull) throws SQLException {
    return arrayOrNull == null ? null : List.of((Long[]) arrayOrNull.getArray());
  }
}
