package io.syncpulse.tool;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as lists of texts that can be compared, wherever they come from. */
final class ExportedRows {

  private ExportedRows() {}

  /** What DuckDB reads in a file of Parquet, which is the table {@code exported}. */
  static List<List<String>> ofParquet(Path file, String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement view = duck.createStatement()) {
      view.execute("CREATE VIEW exported AS FROM read_parquet('" + file + "')");
      return of(duck, sql);
    }
  }

  /** What a database answers. */
  static List<List<String>> of(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          cells.add(text(row.getObject(i)));
        }
        rows.add(cells);
      }
      return rows;
    }
  }

  private static String text(Object value) throws SQLException {
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Array array) {
      return Arrays.toString((Object[]) array.getArray());
    }
    return value == null ? null : value.toString();
  }
}
