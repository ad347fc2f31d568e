package io.syncpulse.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A list of metrics in one of the forms that it is served in, under construction. */
interface MetricsList {

  /** Adds the row {@code m} that a query of {@link MetricsJson#COLUMNS} stands at. */
  void add(UUID connection, Window window, ResultSet m) throws SQLException;

  /** The list as the body of an answer; nothing can be added any more. */
  byte[] end();

  /** An empty list. */
  static MetricsList of(MediaType type) {
    return switch (type) {
      case JSON -> new Json();
      case CSV -> new MetricsCsv();
    };
  }

  /** An array. */
  final class Json implements MetricsList {

    private final JsonBytes json = new JsonBytes(MetricsJson.TYPICAL_BYTES).beginArray();

    @Override
    public void add(UUID connection, Window window, ResultSet m) throws SQLException {
      MetricsJson.write(json.element(), connection, window, m);
    }

    @Override
    public byte[] end() {
      return json.endArray().toBytes();
    }
  }
}
