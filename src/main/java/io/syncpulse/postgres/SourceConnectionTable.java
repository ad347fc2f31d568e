package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import io.syncpulse.history.ConnectionSnapshot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;

/** The table {@code source_connection}: one row for each connection. */
public final class SourceConnectionTable {

  static final String MERGE =
      "merge_source_connections(uuid[], uuid[], int8[], uuid[], text[], uuid[], text[], text[],"
          + " int8[], int8[], int8[], int8[])";

  private SourceConnectionTable() {}

  /** The key of the row that a snapshot goes to. */
  public static Id key(ConnectionSnapshot connection) {
    return connection.connection();
  }

  /**
   * Joins batches of connection states with their rows. No key may come twice in a batch: see
   * {@link CoalesceNewest}.
   *
   * @param patience how long Postgres may be away before the job fails
   */
  public static Sink<List<ConnectionSnapshot>> sink(PostgresLogin login, Duration patience) {
    return new MergeSink<>(MERGE, SourceConnectionTable::bind, login, patience);
  }

  static void bind(PreparedStatement statement, List<ConnectionSnapshot> connections)
      throws SQLException {
    new ArrayParameters<>(statement, connections)
        .uuids(ConnectionSnapshot::connection)
        .uuids(connection -> connection.facts().organization())
        .nullableLongs(ConnectionSnapshot::organizationClaimedAt)
        .uuids(connection -> connection.facts().sync())
        .texts(connection -> connection.facts().sourceType())
        .uuids(connection -> connection.facts().collection())
        .texts(connection -> connection.facts().collectionName())
        .texts(connection -> connection.facts().collectionReadableId())
        .nullableLongs(ConnectionSnapshot::describedAt)
        .longs(ConnectionSnapshot::firstSeenAt)
        .nullableLongs(ConnectionSnapshot::lastSeenAt)
        .nullableLongs(ConnectionSnapshot::deletedAt);
  }
}
