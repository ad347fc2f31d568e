package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.history.ConnectionSnapshot;
import io.syncpulse.history.JobSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MergeIT {

  private static final int KEYS = 500;
  private static final long AT = 1_770_000_000_123_456L;
  private static final Id CONNECTION = new Id(1, 1);

  private static TestDatabase postgres;
  private static Connection connection;
  private static Rows rows;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.shared();
    connection = postgres.connect();
    rows = new Rows(connection);
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    postgres.execute("TRUNCATE sync_job, source_connection, rejected_row");
  }

  @Test
  void jobsComeToTheSameRowInWhateverOrderAndBatchesTheirStatesArrive() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomStates random = new RandomStates(seed);
    List<JobSnapshot> expected = new ArrayList<>();
    List<Deque<JobSnapshot>> deliveries = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      Id job = random.id();
      List<JobSnapshot> states = new ArrayList<>();
      for (int n = 1 + random.below(6); n > 0; n--) {
        states.add(random.job(CONNECTION, job));
      }
      states.add(random.otherwiseLost(states.get(0)));
      expected.add(withFailure(MergeOracle.job(states)));
      deliveries.add(new ArrayDeque<>(random.deliveries(states)));
    }
    for (List<JobSnapshot> batch : batches(deliveries, random)) {
      rows.mergeJobs(batch);
    }
    expected.sort(Comparator.comparing(SyncJobTable::key));
    assertThat(rows.jobs()).as("seed %s", seed).containsExactlyElementsOf(expected);
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  @Test
  void aPartOfTheStoryNeverOverwritesTheWhole() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomStories random = new RandomStories(seed);
    List<JobSnapshot> expected = new ArrayList<>();
    List<Deque<JobSnapshot>> deliveries = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      Id job = new Id(9, i);
      List<Observation> story = random.story(CONNECTION, job);
      Deque<JobSnapshot> states = new ArrayDeque<>();
      for (int n = random.below(4); n > 0; n--) {
        states.add(RandomStories.told(CONNECTION, job, random.partOf(story)));
      }
      JobSnapshot whole = RandomStories.told(CONNECTION, job, story);
      states.add(whole);
      for (int n = random.below(4); n > 0; n--) {
        states.add(RandomStories.told(CONNECTION, job, random.partOf(story)));
      }
      expected.add(withFailure(whole));
      deliveries.add(states);
    }
    for (List<JobSnapshot> batch : batches(deliveries, new RandomStates(seed))) {
      rows.mergeJobs(batch);
    }
    assertThat(rows.jobs()).as("seed %s", seed).containsExactlyElementsOf(expected);
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  @Test
  void connectionsComeToTheSameRowInWhateverOrderAndBatchesTheirStatesArrive() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomStates random = new RandomStates(seed);
    List<ConnectionSnapshot> expected = new ArrayList<>();
    List<Deque<ConnectionSnapshot>> deliveries = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      Id id = random.id();
      List<ConnectionSnapshot> states = new ArrayList<>();
      for (int n = 1 + random.below(6); n > 0; n--) {
        states.add(random.connection(id));
      }
      expected.add(MergeOracle.connection(states));
      deliveries.add(new ArrayDeque<>(random.deliveries(states)));
    }
    for (List<ConnectionSnapshot> batch : batches(deliveries, random)) {
      rows.mergeConnections(batch);
    }
    expected.sort(Comparator.comparing(SourceConnectionTable::key));
    assertThat(rows.connections()).as("seed %s", seed).containsExactlyElementsOf(expected);
    assertThat(postgres.texts("SELECT message FROM rejected_row")).isEmpty();
  }

  @Test
  void aReplayOfTheSameOrOlderStatesWritesNoRowAnew() throws Exception {
    JobSnapshot running = job(7, JobStatus.RUNNING, null, null);
    JobSnapshot failed =
        job(7, JobStatus.FAILED, AT + 9, new Failure("it broke", "api_key_invalid", "{\"a\": 1}"));
    ConnectionSnapshot seen = new RandomStates(1).connection(CONNECTION);
    rows.mergeJobs(List.of(running));
    rows.mergeJobs(List.of(failed));
    rows.mergeConnections(List.of(seen));
    String versions =
        "SELECT xmin::text || ctid::text FROM sync_job"
            + " UNION ALL SELECT xmin::text || ctid::text FROM source_connection";
    List<String> before = postgres.texts(versions);

    rows.mergeJobs(List.of(running));
    rows.mergeJobs(List.of(failed));
    rows.mergeConnections(List.of(seen));

    assertThat(postgres.texts(versions)).hasSize(2).isEqualTo(before);
  }

  @Test
  void timesAreExactToTheMicrosecond() throws Exception {
    long[] times = {946_684_800_000_000L, AT, 4_102_444_799_999_999L};
    for (int i = 0; i < times.length; i++) {
      rows.mergeJobs(
          List.of(
              new JobSnapshot(
                  CONNECTION,
                  new Id(0, i),
                  JobStatus.CREATED,
                  times[i],
                  null,
                  null,
                  times[i],
                  null,
                  EntityCounts.NONE,
                  0,
                  null,
                  RandomStates.byEvents(times[i]))));
    }
    assertThat(
            postgres.texts(
                "SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
                    + " FROM sync_job ORDER BY id"))
        .containsExactly(
            "2000-01-01 00:00:00.000000",
            "2026-02-02 02:40:00.123456",
            "2099-12-31 23:59:59.999999");
  }

  @Test
  void rowsThatPostgresRefusesAreSetAsideAndTheOthersAreWritten() throws Exception {
    List<JobSnapshot> batch = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      batch.add(job(i, JobStatus.COMPLETED, AT + 9, null));
    }
    batch.set(10, job(10, JobStatus.COMPLETED, null, null));
    batch.set(500, job(500, JobStatus.FAILED, AT, new Failure("no JSON", null, "{")));
    batch.set(999, job(999, JobStatus.FAILED, AT, new Failure("NUL", null, "{\"a\":\"\\u0000\"}")));

    rows.mergeJobs(batch);

    assertThat(rows.jobs()).hasSize(997);
    assertThat(postgres.texts("SELECT table_name || ' ' || sqlstate FROM rejected_row ORDER BY 1"))
        .containsExactly("sync_job 22P02", "sync_job 22P05", "sync_job 23514");
    assertThat(postgres.texts("SELECT row_key FROM rejected_row WHERE sqlstate = '23514'"))
        .containsExactly(new Id(0, 10) + " of connection " + CONNECTION);
  }

  @Test
  void connectionsThatPostgresRefusesAreSetAsideAndTheOthersAreWritten() throws Exception {
    ConnectionSnapshot good = new RandomStates(1).connection(new Id(0, 1));
    ConnectionSnapshot beyondTime =
        new ConnectionSnapshot(new Id(0, 2), good.facts(), AT, null, Long.MAX_VALUE, null, null);

    rows.mergeConnections(List.of(good, beyondTime));

    assertThat(rows.connections()).containsExactly(good);
    assertThat(postgres.texts("SELECT table_name || ' ' || row_key FROM rejected_row"))
        .containsExactly("source_connection " + new Id(0, 2));
  }

  /** No index is about what the next event of a connection changes. */
  @Test
  void anUpdateOfAConnectionTouchesNoIndex() throws Exception {
    connection.setAutoCommit(false);
    try {
      for (long at = AT; at < AT + 3; at++) {
        rows.mergeConnections(List.of(heardOfAt(at)));
      }

      try (Statement select = connection.createStatement();
          ResultSet row =
              select.executeQuery(
                  "SELECT pg_stat_get_xact_tuples_hot_updated('source_connection'::regclass)")) {
        row.next();
        assertThat(row.getLong(1)).isEqualTo(2);
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static ConnectionSnapshot heardOfAt(long at) {
    ConnectionFacts facts =
        new ConnectionFacts(new Id(0, 1), new Id(0, 2), "notion", new Id(0, 3), "Wiki", "wiki-x7");
    return new ConnectionSnapshot(CONNECTION, facts, AT, at, AT, at, null);
  }

  @Test
  void aNulInATextIsReplacedSoThatItDoesNotStopTheBatch() throws Exception {
    rows.mergeJobs(List.of(job(1, JobStatus.FAILED, AT, new Failure("a\0b", null, null))));
    assertThat(postgres.texts("SELECT error FROM sync_job")).containsExactly("a\uFFFDb");
  }

  @Test
  void twoWritersOfTheSameRowsNeverDeadlock() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    RandomStates random = new RandomStates(seed);
    List<List<JobSnapshot>> batches = new ArrayList<>();
    for (int b = 0; b < 40; b++) {
      List<JobSnapshot> batch = new ArrayList<>();
      for (int i = 0; i < KEYS; i++) {
        if (random.below(4) > 0) {
          batch.add(random.job(CONNECTION, new Id(0, i)));
        }
      }
      batches.add(batch);
    }
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> written = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        List<List<JobSnapshot>> half = batches.subList(w * 20, w * 20 + 20);
        written.add(writers.submit(() -> mergeAll(half)));
      }
      for (Future<?> writer : written) {
        writer.get(60, TimeUnit.SECONDS);
      }
    } finally {
      writers.shutdownNow();
    }
    List<JobSnapshot> expected = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      Id job = new Id(0, i);
      expected.add(
          withFailure(
              MergeOracle.job(
                  batches.stream()
                      .flatMap(List::stream)
                      .filter(state -> state.job().equals(job))
                      .toList())));
    }
    assertThat(rows.jobs()).as("seed %s", seed).containsExactlyElementsOf(expected);
  }

  private static Void mergeAll(List<List<JobSnapshot>> batches) throws SQLException {
    try (Connection own = postgres.connect()) {
      for (List<JobSnapshot> batch : batches) {
        new Rows(own).mergeJobs(batch);
      }
    }
    return null;
  }

  /** Takes the next state of some of the keys at a time, until none is left. */
  private static <T> List<List<T>> batches(List<Deque<T>> deliveries, RandomStates random) {
    List<List<T>> batches = new ArrayList<>();
    while (deliveries.stream().anyMatch(each -> !each.isEmpty())) {
      List<T> batch = new ArrayList<>();
      for (Deque<T> each : deliveries) {
        if (!each.isEmpty() && random.below(3) > 0) {
          batch.add(each.poll());
        }
      }
      batches.add(batch);
    }
    return batches;
  }

  private static JobSnapshot job(int number, JobStatus status, Long endedAt, Failure failure) {
    return new JobSnapshot(
        CONNECTION,
        new Id(0, number),
        status,
        AT,
        AT + 1,
        endedAt,
        AT + 9,
        null,
        new EntityCounts(1, 2, 3, 4, 5),
        2,
        failure,
        RandomStates.byEvents(AT));
  }

  /** As {@link Rows} reads it. */
  private static JobSnapshot withFailure(JobSnapshot job) {
    return new JobSnapshot(
        job.connection(),
        job.job(),
        job.status(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        job.heardAt(),
        job.lostAt(),
        job.counts(),
        job.batches(),
        job.failure() == null ? new Failure(null, null, null) : job.failure(),
        job.provenance());
  }
}
