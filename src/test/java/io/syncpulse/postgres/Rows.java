package io.syncpulse.postgres;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.history.ConnectionSnapshot;
import io.syncpulse.history.EndEvidence;
import io.syncpulse.history.JobSnapshot;
import io.syncpulse.history.Provenance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes batches as the sinks do, and reads the tables back. */
final class Rows {

  private final Connection connection;

  Rows(Connection connection) {
    this.connection = connection;
  }

  void mergeJobs(List<JobSnapshot> jobs) throws SQLException {
    List<JobSnapshot> sorted = new ArrayList<>(jobs);
    sorted.sort(Comparator.comparing(SyncJobTable::key));
    try (PreparedStatement call = connection.prepareStatement(MergeSink.call(SyncJobTable.MERGE))) {
      SyncJobTable.bind(call, sorted);
      call.addBatch();
      call.executeBatch();
    }
  }

  void mergeConnections(List<ConnectionSnapshot> connections) throws SQLException {
    List<ConnectionSnapshot> sorted = new ArrayList<>(connections);
    sorted.sort(Comparator.comparing(SourceConnectionTable::key));
    try (PreparedStatement call =
        connection.prepareStatement(MergeSink.call(SourceConnectionTable.MERGE))) {
      SourceConnectionTable.bind(call, sorted);
      call.addBatch();
      call.executeBatch();
    }
  }

  /** All of sync_job; a failure that says nothing is read as one of nulls. */
  List<JobSnapshot> jobs() throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                """
                SELECT *,
                       (extract(epoch FROM created_at) * 1000000)::bigint AS created,
                       (extract(epoch FROM started_at) * 1000000)::bigint AS started,
                       (extract(epoch FROM ended_at) * 1000000)::bigint AS ended,
                       (extract(epoch FROM heard_at) * 1000000)::bigint AS heard,
                       (extract(epoch FROM lost_at) * 1000000)::bigint AS lost,
                       (extract(epoch FROM status_at) * 1000000)::bigint AS shown,
                       (extract(epoch FROM row_modified_at) * 1000000)::bigint AS modified
                FROM sync_job ORDER BY id, source_connection_id
                """)) {
      List<JobSnapshot> jobs = new ArrayList<>();
      while (row.next()) {
        jobs.add(
            new JobSnapshot(
                id(row, "source_connection_id"),
                id(row, "id"),
                JobStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("created"),
                row.getObject("started", Long.class),
                row.getObject("ended", Long.class),
                row.getLong("heard"),
                row.getObject("lost", Long.class),
                new EntityCounts(
                    row.getLong("entities_inserted"),
                    row.getLong("entities_updated"),
                    row.getLong("entities_deleted"),
                    row.getLong("entities_kept"),
                    row.getLong("entities_skipped")),
                row.getInt("batches"),
                new Failure(
                    row.getString("error"),
                    row.getString("error_category"),
                    row.getString("error_details")),
                new Provenance(
                    row.getLong("shown"),
                    row.getBoolean("status_from_row"),
                    EndEvidence.values()[row.getInt("end_evidence")],
                    row.getBoolean("created_from_row"),
                    row.getBoolean("started_from_row"),
                    row.getObject("modified", Long.class),
                    row.getObject("row_lsn", Long.class))));
      }
      return jobs;
    }
  }

  /** All of source_connection. */
  List<ConnectionSnapshot> connections() throws SQLException {
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                """
                SELECT *,
                       (extract(epoch FROM organization_claimed_at) * 1000000)::bigint AS claimed,
                       (extract(epoch FROM described_at) * 1000000)::bigint AS described,
                       (extract(epoch FROM first_seen_at) * 1000000)::bigint AS first_seen,
                       (extract(epoch FROM last_seen_at) * 1000000)::bigint AS last_seen,
                       (extract(epoch FROM deleted_at) * 1000000)::bigint AS deleted
                FROM source_connection ORDER BY id
                """)) {
      List<ConnectionSnapshot> connections = new ArrayList<>();
      while (row.next()) {
        connections.add(
            new ConnectionSnapshot(
                id(row, "id"),
                new ConnectionFacts(
                    id(row, "organization_id"),
                    id(row, "sync_id"),
                    row.getString("source_type"),
                    id(row, "collection_id"),
                    row.getString("collection_name"),
                    row.getString("collection_readable_id")),
                row.getObject("claimed", Long.class),
                row.getObject("described", Long.class),
                row.getLong("first_seen"),
                row.getObject("last_seen", Long.class),
                row.getObject("deleted", Long.class)));
      }
      return connections;
    }
  }

  private static Id id(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Id.parse(text);
  }
}
