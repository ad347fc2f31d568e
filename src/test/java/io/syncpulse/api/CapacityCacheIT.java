package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.api.CapacityCache.Aged;
import io.syncpulse.api.CapacityCache.Key;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
  void daysTogetherAreTheWholeAndAJobOverMidnightIsOne() {
    UUID connection = api.connection(organization);
    job(connection, "2025-01-03T09:00:00Z", "2025-01-03T11:30:00Z");
    job(connection, "2025-01-04T23:00:00Z", "2025-01-06T01:00:00Z");
    job(connection, "2025-01-05T23:59:59Z", "2025-01-06T00:00:01Z");
    Key key = key("2025-01-03T10:00:00Z", "2025-01-06T09:00:00Z");

    Concurrency together = get(key).concurrency();

    assertThat(key.days()).hasSize(4);
    assertThat(together.jobs()).isEqualTo(3);
    Concurrency whole = reader.read(organization, key.from(), key.to(), key.resolution());
    assertThat(together.steps()).isEqualTo(whole.steps()).hasSize(71);
    assertThat(together.jobs()).isEqualTo(whole.jobs());
  }

  @Test
  void todayIsToldForAMinuteAndThenReadAnewForWhoAsksNext() {
    Key key = key("2025-01-05T00:00:00Z", "2025-01-07T00:00:00Z");
    assertThat(get(key).concurrency().jobs()).isZero();
    job(api.connection(organization), "2025-01-06T10:00:00Z", "2025-01-06T11:00:00Z");

    api.time.advance(CapacityCache.FRESH.minusSeconds(1));
    assertThat(get(key)).returns(0L, CapacityCacheIT::jobs);
    assertThat(get(key).age()).isEqualTo(CapacityCache.FRESH.minusSeconds(1));

    api.time.advance(Duration.ofSeconds(2));
    assertThat(get(key)).returns(0L, CapacityCacheIT::jobs);
    await().until(() -> jobs(get(key)) == 1);
    assertThat(get(key).age()).isZero();
  }

  @Test
  void todayIsReadAnewWhenNobodyAskedForTenMinutes() {
    Key key = key("2025-01-06T00:00:00Z", "2025-01-07T00:00:00Z");
    assertThat(get(key).concurrency().jobs()).isZero();
    job(api.connection(organization), "2025-01-06T10:00:00Z", "2025-01-06T11:00:00Z");

    api.time.advance(CapacityCache.LIFE);

    assertThat(get(key)).returns(1L, CapacityCacheIT::jobs);
  }

  @Test
  void aDayThatIsOverIsToldForAnHour() {
    Key key = key("2025-01-05T00:00:00Z", "2025-01-06T00:00:00Z");
    assertThat(get(key).concurrency().jobs()).isZero();
    job(api.connection(organization), "2025-01-05T10:00:00Z", "2025-01-05T11:00:00Z");

    api.time.advance(CapacityCache.PAST_FRESH.minusSeconds(1));
    assertThat(get(key)).returns(0L, CapacityCacheIT::jobs);
    api.time.advance(Duration.ofSeconds(2));
    await().until(() -> jobs(get(key)) == 1);
  }

  @Test
  void whoHasNoPatienceIsToldSoAndFindsItReadLater() throws SQLException {
    Key key = key("2025-01-05T00:00:00Z", "2025-01-06T00:00:00Z");
    try (Connection locker = api.connect();
        Statement lock = locker.createStatement()) {
      locker.setAutoCommit(false);
      lock.execute("LOCK TABLE sync_job IN ACCESS EXCLUSIVE MODE");
      assertThat(cache.get(key, Duration.ofMillis(50))).isEmpty();
      locker.rollback();
    }
    await().until(() -> cache.get(key, Duration.ofMillis(50)).isPresent());
  }

  private static void job(UUID connection, String from, String to) {
    api.job(UUID.randomUUID(), connection, "completed", from, from, to);
  }

  private Key key(String from, String to) {
    return new Key(organization, Instant.parse(from), Instant.parse(to), Resolution.ONE_HOUR);
  }

  private static Aged get(Key key) {
    return cache.get(key, PATIENCE).orElseThrow();
  }

  private static long jobs(Aged read) {
    return read.concurrency().jobs();
  }
}
