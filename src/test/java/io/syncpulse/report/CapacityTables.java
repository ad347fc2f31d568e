package io.syncpulse.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts jobs into the tables of a migrated database. */
public final class CapacityTables {

  private CapacityTables() {}

  /** Three connections share an organization. */
  static UUID organization(UUID connection) {
    return new UUID(11, connection.getLeastSignificantBits() / 3);
  }

  /** Inserts jobs and their connections; those that left unfinished are cancelled or lost. */
  public static void insert(Connection connection, List<JobSpan> jobs) throws SQLException {
    var types =
        jobs.stream()
            .collect(
                Collectors.toMap(JobSpan::connection, JobSpan::sourceType, (one, same) -> one));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO source_connection (id, organization_id, organization_claimed_at,"
                + " source_type, first_seen_at) VALUES (?, ?, now(), ?, now())")) {
      for (var type : types.entrySet()) {
        insert.setObject(1, type.getKey());
        insert.setObject(2, organization(type.getKey()));
        insert.setString(3, type.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    Random ids = new Random(1);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO sync_job (id, source_connection_id, status, created_at, started_at,"
                + " ended_at, lost_at, heard_at, entities_inserted)"
                + " VALUES (?, ?, ?::job_status, ?, ?, ?, ?, ?, ?)")) {
      for (JobSpan job : jobs) {
        boolean left = job.leftAt() != JobSpan.NEVER;
        boolean lost = left && !job.finished() && job.entities() % 2 == 0;
        insert.setObject(1, new UUID(ids.nextLong(), ids.nextLong()));
        insert.setObject(2, job.connection());
        insert.setString(3, !left || lost ? "running" : job.finished() ? "completed" : "cancelled");
        insert.setObject(4, time(job.createdAt()));
        insert.setObject(5, time(job.startedAt()));
        insert.setObject(6, lost ? null : time(job.leftAt()));
        insert.setObject(7, lost ? time(job.leftAt()) : null);
        insert.setObject(8, time(job.createdAt()));
        insert.setLong(9, job.entities());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static OffsetDateTime time(long micros) {
    return micros == JobSpan.NEVER ? null : Period.instant(micros).atOffset(ZoneOffset.UTC);
  }
}
