package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Binds rows to a statement that takes an array for each column, one column after the other. */
final class ArrayParameters<T> {

  private final PreparedStatement statement;
  private final List<T> rows;
  private int bound;

  ArrayParameters(PreparedStatement statement, List<T> rows) {
    this.statement = statement;
    this.rows = rows;
  }

  ArrayParameters<T> uuids(Function<T, Id> column) throws SQLException {
    return bind("uuid", rows.stream().map(column).toArray());
  }

  ArrayParameters<T> ints(ToIntFunction<T> column) throws SQLException {
    return bind("int4", rows.stream().mapToInt(column).toArray());
  }

  ArrayParameters<T> longs(ToLongFunction<T> column) throws SQLException {
    return bind("int8", rows.stream().mapToLong(column).toArray());
  }

  ArrayParameters<T> nullableLongs(Function<T, Long> column) throws SQLException {
    return bind("int8", rows.stream().map(column).toArray(Long[]::new));
  }

  ArrayParameters<T> texts(Function<T, String> column) throws SQLException {
    return bind(
        "text", rows.stream().map(column).map(ArrayParameters::storable).toArray(String[]::new));
  }

  /** Postgres has no U+0000 in a text, and would refuse the statement before it came to the row. */
  private static String storable(String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  private ArrayParameters<T> bind(String type, Object elements) throws SQLException {
    statement.setArray(
        ++bound,
        statement
            .getConnection()
            .unwrap(org.postgresql.PGConnection.class)
            .createArrayOf(type, elements));
    return this;
  }
}
