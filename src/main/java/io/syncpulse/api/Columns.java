package io.syncpulse.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Columns that may be null. */
final class Columns {

  private Columns() {}

  /**
   * By way of Timestamp, at half the price of OffsetDateTime; a moment is the same in every zone.
   */
  static Instant time(ResultSet row, int column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }

  /** By the column's name. */
  static Instant time(ResultSet row, String column) throws SQLException {
    return time(row, row.findColumn(column));
  }

  static Double decimal(ResultSet row, int column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? null : Double.valueOf(number);
  }

  /** By the column's name. */
  static Double decimal(ResultSet row, String column) throws SQLException {
    return decimal(row, row.findColumn(column));
  }
}
