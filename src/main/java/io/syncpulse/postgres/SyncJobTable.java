package io.syncpulse.postgres;

import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.history.JobSnapshot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;

/** The table {@code sync_job}: one row for each job of a connection. */
public final class SyncJobTable {

  static final String MERGE =
      "merge_sync_jobs(uuid[], uuid[], text[], int4[], int8[], int8[], int8[], int8[], int8[],"
          + " int8[], int8[], int8[], bool[], int4[], bool[], bool[],"
          + " int8[], int8[], int8[], int8[], int8[], text[], text[], text[])";

  private SyncJobTable() {}

  /** Key of a row, in the order of the primary key. */
  public record Key(Id job, Id connection) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byJob = job.compareTo(other.job);
      return byJob != 0 ? byJob : connection.compareTo(other.connection);
    }
  }

  /** The key of the row that a snapshot goes to. */
  public static Key key(JobSnapshot job) {
    return new Key(job.job(), job.connection());
  }

  /**
   * Joins batches of job states with their rows. No key may come twice in a batch: see {@link
   * CoalesceNewest}.
   *
   * @param patience how long Postgres may be away before the job fails
   */
  public static Sink<List<JobSnapshot>> sink(PostgresLogin login, Duration patience) {
    return new MergeSink<>(MERGE, SyncJobTable::bind, login, patience);
  }

  /**
   * Looks before the job starts whether it can write here.
   *
   * @throws IllegalStateException if the login is refused, or the database or its schema is
   *     missing; not if Postgres is away, which the sink waits for
   */
  public static void requireFit(PostgresLogin login) {
    PatientConnections.requireFit(login, MERGE);
  }

  static void bind(PreparedStatement statement, List<JobSnapshot> jobs) throws SQLException {
    new ArrayParameters<>(statement, jobs)
        .uuids(JobSnapshot::job)
        .uuids(JobSnapshot::connection)
        .texts(job -> job.status().wireName())
        .ints(JobSnapshot::batches)
        .longs(JobSnapshot::createdAt)
        .nullableLongs(JobSnapshot::startedAt)
        .nullableLongs(JobSnapshot::endedAt)
        .longs(JobSnapshot::heardAt)
        .nullableLongs(JobSnapshot::lostAt)
        .longs(job -> job.provenance().statusAt())
        .nullableLongs(job -> job.provenance().rowAt())
        .nullableLongs(job -> job.provenance().rowLsn())
        .booleans(job -> job.provenance().isStatusFromRow())
        .ints(job -> job.provenance().end().ordinal())
        .booleans(job -> job.provenance().isCreatedFromRow())
        .booleans(job -> job.provenance().isStartedFromRow())
        .longs(job -> job.counts().inserted())
        .longs(job -> job.counts().updated())
        .longs(job -> job.counts().deleted())
        .longs(job -> job.counts().kept())
        .longs(job -> job.counts().skipped())
        .texts(failure(Failure::message))
        .texts(failure(Failure::category))
        .texts(failure(Failure::details));
  }

  private static Function<JobSnapshot, String> failure(Function<Failure, String> part) {
    return job -> job.failure() == null ? null : part.apply(job.failure());
  }
}
