package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.syncpulse.api.CapacityCache.Aged;
import io.syncpulse.api.CapacityCache.Range;
import io.syncpulse.api.CapacityCache.Unread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is read day by day is what is read at once, as fresh as it has to be, and no dearer. */
class CapacityCacheIT {

  private static final Instant NOON = Instant.parse("2025-01-06T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static RunningApi api;
  private static ConcurrencyReader reader;
  private static CapacityCache cache;
  private final UUID organization = UUID.randomUUID();

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(api.postgres.jdbcUrl());
    database.setUser(api.postgres.user());
    database.setPassword(api.postgres.password());
    reader = new ConcurrencyReader(database);
    cache = new CapacityCache(reader, api.time, () -> NOON);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatIsCutOutOfDaysIsWhatIsReadAtOnceAndAJobOverMidnightIsOne() {
    UUID connection = api.connection(organization);
    job(connection, "2025-01-03T09:00:00Z", "2025-01-03T11:30:00Z");
    job(connection, "2025-01-03T09:00:00Z", "2025-01-03T10:00:00Z");
    job(connection, "2025-01-03T10:00:00Z", "2025-01-03T10:00:01Z");
    job(connection, "2025-01-04T23:00:00Z", "2025-01-06T01:00:00Z");
    job(connection, "2025-01-05T23:59:59Z", "2025-01-06T00:00:01Z");
    job(connection, "2025-01-06T09:00:00Z", "2025-01-06T09:30:00Z");
    api.job(UUID.randomUUID(), connection, "pending", "2025-01-06T08:00:00Z", null, null);
    Range range = range("2025-01-03T10:00:00Z", "2025-01-06T09:00:00Z");

    Concurrency together = get(range).concurrency();

    assertThat(together.jobs()).isEqualTo(5);
    assertThat(together.steps()).hasSize(71);
    Concurrency whole = reader.read(organization, range.from(), range.to(), range.resolution());
    assertThat(together).isEqualTo(whole);
  }

  @Test
  void aStepKnowsTheJobsOfBeforeAndThoseThatBeginInIt() {
    UUID connection = api.connection(organization);
    job(connection, "2025-01-05T10:00:00Z", "2025-01-05T12:00:00Z");
    job(connection, "2025-01-05T11:00:00Z", "2025-01-05T11:30:00Z");
    job(connection, "2025-01-05T11:59:59Z", "2025-01-05T13:00:00Z");

    assertThat(get(range("2025-01-05T10:00:00Z", "2025-01-05T14:00:00Z")).concurrency().steps())
        .extracting(Concurrency.Step::jobsBefore, Concurrency.Step::jobsBegun)
        .containsExactly(tuple(0L, 1L), tuple(1L, 2L), tuple(1L, 0L), tuple(0L, 0L));
  }

  @Test
  void otherRangesOfTheSameDaysAreReadAlready() {
    assertThat(jobs(get(range("2025-01-04T00:00:00Z", "2025-01-05T00:00:00Z")))).isZero();
    job(api.connection(organization), "2025-01-04T10:00:00Z", "2025-01-04T11:00:00Z");

    assertThat(jobs(get(range("2025-01-04T07:00:00Z", "2025-01-04T23:00:00Z")))).isZero();
  }

  @Test
  void whatHasNotBegunIsNotRead() {
    Range range = range("2025-01-06T11:00:00Z", "2025-03-01T00:00:00Z");

    assertThat(range.days(NOON)).hasSize(1);
    assertThat(range.days(Instant.parse("2025-01-07T00:00:00Z"))).hasSize(2);
  }

  @Test
  void todayIsToldForAMinuteAndThenReadAnewForWhoAsksNext() {
    Range range = range("2025-01-05T00:00:00Z", "2025-01-07T00:00:00Z");
    assertThat(get(range).concurrency().jobs()).isZero();
    job(api.connection(organization), "2025-01-06T10:00:00Z", "2025-01-06T11:00:00Z");

    api.time.advance(CapacityCache.FRESH.minusSeconds(1));
    assertThat(get(range)).returns(0L, CapacityCacheIT::jobs);
    assertThat(get(range).age()).isEqualTo(CapacityCache.FRESH.minusSeconds(1));

    api.time.advance(Duration.ofSeconds(2));
    assertThat(get(range)).returns(0L, CapacityCacheIT::jobs);
    await().until(() -> jobs(get(range)) == 1);
    assertThat(get(range).age()).isZero();
  }

  @Test
  void todayIsReadAnewWhenNobodyAskedForTenMinutes() {
    Range range = range("2025-01-06T00:00:00Z", "2025-01-07T00:00:00Z");
    assertThat(get(range).concurrency().jobs()).isZero();
    job(api.connection(organization), "2025-01-06T10:00:00Z", "2025-01-06T11:00:00Z");

    api.time.advance(CapacityCache.LIFE);

    assertThat(get(range)).returns(1L, CapacityCacheIT::jobs);
  }

  @Test
  void aDayThatIsOverIsToldForAnHour() {
    Range range = range("2025-01-05T00:00:00Z", "2025-01-06T00:00:00Z");
    assertThat(get(range).concurrency().jobs()).isZero();
    job(api.connection(organization), "2025-01-05T10:00:00Z", "2025-01-05T11:00:00Z");

    api.time.advance(CapacityCache.PAST_FRESH.minusSeconds(1));
    assertThat(get(range)).returns(0L, CapacityCacheIT::jobs);
    api.time.advance(Duration.ofSeconds(2));
    await().until(() -> jobs(get(range)) == 1);
  }

  @Test
  void whoHasNoPatienceIsToldHowFarItIsAndFindsItReadLater() throws SQLException {
    assertThat(jobs(get(range("2025-01-04T00:00:00Z", "2025-01-05T00:00:00Z")))).isZero();
    Range range = range("2025-01-04T00:00:00Z", "2025-01-06T00:00:00Z");
    try (Connection holder = api.locked("sync_job")) {
      assertThat(cache.get(range, Duration.ofMillis(50))).isEqualTo(new Unread(2, 1));
      holder.rollback();
    }
    await().until(() -> cache.get(range, Duration.ofMillis(50)) instanceof Aged);
  }

  private static void job(UUID connection, String from, String to) {
    api.job(UUID.randomUUID(), connection, "completed", from, from, to);
  }

  private Range range(String from, String to) {
    return new Range(organization, Instant.parse(from), Instant.parse(to), Resolution.ONE_HOUR);
  }

  private static Aged get(Range range) {
    return (Aged) cache.get(range, PATIENCE);
  }

  private static long jobs(Aged read) {
    return read.concurrency().jobs();
  }
}
