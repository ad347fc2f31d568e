package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/** Binds rows to a statement that takes an array for each column, one column after the other. */
final class ArrayParameters<T> {

  private static final int NULL = -1;

  private final PreparedStatement statement;
  private final BaseConnection connection;
  private final List<T> rows;
  private int bound;

  ArrayParameters(PreparedStatement statement, List<T> rows) throws SQLException {
    this.statement = statement;
    this.connection = statement.getConnection().unwrap(BaseConnection.class);
    this.rows = rows;
  }

  /**
   * The driver would send UUIDs as text, which costs a seventh of the whole write; so this lays out
   * the array as Postgres does.
   */
  ArrayParameters<T> uuids(Function<T, Id> column) throws SQLException {
    ByteBuffer array = begin(Oid.UUID, 2 * Long.BYTES);
    for (T row : rows) {
      Id id = column.apply(row);
      if (id == null) {
        array.putInt(NULL);
      } else {
        array.putInt(2 * Long.BYTES).putLong(id.high()).putLong(id.low());
      }
    }
    return bind(array, Oid.UUID_ARRAY);
  }

  ArrayParameters<T> ints(ToIntFunction<T> column) throws SQLException {
    return bind(connection.createArrayOf("int4", rows.stream().mapToInt(column).toArray()));
  }

  ArrayParameters<T> longs(ToLongFunction<T> column) throws SQLException {
    return bind(connection.createArrayOf("int8", rows.stream().mapToLong(column).toArray()));
  }

  ArrayParameters<T> nullableLongs(Function<T, Long> column) throws SQLException {
    return bind(connection.createArrayOf("int8", rows.stream().map(column).toArray(Long[]::new)));
  }

  /** NaN, where there is nothing to say, becomes null. */
  ArrayParameters<T> doubles(ToDoubleFunction<T> column) throws SQLException {
    ByteBuffer array = begin(Oid.FLOAT8, Double.BYTES);
    for (T row : rows) {
      double value = column.applyAsDouble(row);
      if (Double.isNaN(value)) {
        array.putInt(NULL);
      } else {
        array.putInt(Double.BYTES).putDouble(value);
      }
    }
    return bind(array, Oid.FLOAT8_ARRAY);
  }

  ArrayParameters<T> booleans(Predicate<T> column) throws SQLException {
    boolean[] values = new boolean[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.test(rows.get(i));
    }
    return bind(connection.createArrayOf("bool", values));
  }

  ArrayParameters<T> texts(Function<T, String> column) throws SQLException {
    String[] texts =
        rows.stream().map(column).map(ArrayParameters::storable).toArray(String[]::new);
    return bind(connection.createArrayOf("text", texts));
  }

  /** Postgres has no U+0000, and would refuse the whole statement before it looked at a row. */
  private static String storable(String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  /** An array as Postgres lays it out, up to its first element. */
  private ByteBuffer begin(int type, int elementBytes) {
    ByteBuffer array =
        ByteBuffer.allocate(5 * Integer.BYTES + rows.size() * (Integer.BYTES + elementBytes));
    int dimensions = 1;
    int mayHoldNulls = 1;
    int firstIndex = 1;
    array.putInt(dimensions).putInt(mayHoldNulls).putInt(type);
    return array.putInt(rows.size()).putInt(firstIndex);
  }

  private ArrayParameters<T> bind(ByteBuffer array, int type) throws SQLException {
    byte[] bytes = Arrays.copyOf(array.array(), array.position());
    return bind(new PgArray(connection, type, bytes));
  }

  private ArrayParameters<T> bind(Array array) throws SQLException {
    statement.setArray(++bound, array);
    return this;
  }
}
