package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.syncpulse.MetricsOracle.Window;
import io.syncpulse.TrueJob.Batch;
import io.syncpulse.TrueJob.Entities;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The judge itself, on cases small enough for paper. */
class MetricsOracleTest {

  private static final Window TEN_BY_FIVE =
      new Window(Duration.ofMinutes(10), Duration.ofMinutes(5));
  private static final String CONNECTION = "00000000-0000-0007-0000-000000000001";
  private static final String ROLLING = "connection " + CONNECTION + " 600 2025-06-01T";
  private static final String HOURLY = "connection " + CONNECTION + " 2025-06-01T";

  @Test
  void aJobHasARowWhereItEntersAndAnEmptyOneWhereItLeaves() {
    SortedMap<String, MetricRow> rows =
        oracle(job("completed", "00:00:00", "00:02:00", "00:07:00")).rolling(List.of(TEN_BY_FIVE));

    assertThat(rows).containsOnlyKeys(ROLLING + "00:10:00Z", ROLLING + "00:20:00Z");
    assertThat(rows.get(ROLLING + "00:10:00Z").exact())
        .contains(entry("completed", "1"), entry("failed", "0"), entry("jobs", "1"))
        .contains(entry("is_final", "t"), entry("source_type", null));
    assertThat(rows.get(ROLLING + "00:10:00Z").close())
        .contains(entry("success_rate", 1.0), entry("running_seconds", 300.0))
        .contains(entry("duration_p50", 300.0), entry("duration_max", 300.0))
        .contains(entry("duration_mean", 300.0), entry("duration_stddev", 0.0))
        .contains(entry("queue_p50", 120.0), entry("entities_per_running_second", 0.0));
    assertThat(rows.get(ROLLING + "00:20:00Z").exact()).containsEntry("jobs", "0");
    assertThat(rows.get(ROLLING + "00:20:00Z").close())
        .contains(entry("success_rate", null), entry("duration_p50", null))
        .contains(entry("entities_per_second", 0.0), entry("running_seconds", 0.0));
  }

  @Test
  void theEndOfAWindowIsNotInItAndItsBeginIs() {
    assertThat(
            oracle(job("completed", "00:00:00", "00:02:00", "00:10:00"))
                .rolling(List.of(TEN_BY_FIVE)))
        .containsOnlyKeys(ROLLING + "00:15:00Z", ROLLING + "00:25:00Z");
  }

  @Test
  void aJobThatEntersWhenItsLikeLeavesChangesNothing() {
    assertThat(
            oracle(
                    job("completed", "00:00:00", "00:02:00", "00:07:00"),
                    job("completed", "00:10:00", "00:12:00", "00:17:00"))
                .rolling(List.of(TEN_BY_FIVE)))
        .containsOnlyKeys(ROLLING + "00:10:00Z", ROLLING + "00:30:00Z");
    assertThat(
            oracle(
                    job("completed", "00:00:00", "00:02:00", "00:07:00"),
                    job("completed", "00:10:00", "00:12:00", "00:17:00.000001"))
                .rolling(List.of(TEN_BY_FIVE)))
        .containsKey(ROLLING + "00:20:00Z");
  }

  @Test
  void timesInTheQueueAreToldApartByTheirBuckets() {
    TrueJob before = job("lost", "00:00:00", "00:02:00", "00:07:00");
    assertThat(
            oracle(before, job("lost", "00:10:00", "00:12:00.001", "00:17:00"))
                .rolling(List.of(TEN_BY_FIVE)))
        .doesNotContainKey(ROLLING + "00:20:00Z");
    assertThat(
            oracle(before, job("lost", "00:10:00", "00:12:10", "00:17:00"))
                .rolling(List.of(TEN_BY_FIVE)))
        .containsKey(ROLLING + "00:20:00Z");
  }

  @Test
  void percentilesAreByNearestRank() {
    Map<String, Double> close =
        oracle(
                job("completed", "00:00:00", "00:00:00", "00:01:00"),
                job("failed", "00:00:00", "00:00:00", "00:02:00"),
                job("completed", "00:00:00", "00:00:00", "00:03:00"),
                job("cancelled", "00:00:00", "00:00:00", "00:04:30"),
                job("lost", "00:00:00", "00:00:00", "00:04:40"),
                job("completed", "00:00:00", null, "00:04:50"),
                job("completed", "00:00:00", "00:00:00", "00:04:00"))
            .rolling(List.of(TEN_BY_FIVE))
            .get(ROLLING + "00:05:00Z")
            .close();

    assertThat(close)
        .contains(entry("duration_min", 60.0), entry("duration_p50", 120.0))
        .contains(entry("duration_p90", 240.0), entry("duration_max", 240.0))
        .contains(entry("duration_mean", 150.0), entry("success_rate", 0.8))
        .contains(entry("running_seconds", 870.0), entry("queue_p95", 0.0));
    assertThat(close.get("duration_stddev")).isCloseTo(60 * Math.sqrt(1.25), within(1e-9));
  }

  @Test
  void entitiesCountWhenTheyHappenAndTheRestAtTheEnd() {
    SortedMap<String, MetricRow> rows =
        oracle(
                new TrueJob(
                    CONNECTION,
                    null,
                    null,
                    "completed",
                    micros("00:00:00"),
                    micros("00:00:00"),
                    micros("03:30:00"),
                    new Entities(100, 0, 7),
                    List.of(
                        new Batch(micros("00:10:00"), new Entities(30, 5, 1)),
                        new Batch(micros("02:10:00"), new Entities(20, 0, 0)))))
            .hourly();

    assertThat(rows)
        .containsOnlyKeys(HOURLY + "00:00:00Z", HOURLY + "02:00:00Z", HOURLY + "03:00:00Z");
    assertThat(rows.values().stream().map(row -> entities(row.exact())))
        .containsExactly("30 5 1", "20 0 0", "50 0 6");
  }

  @Test
  void anHourHoldsItsHistograms() {
    Map<String, String> exact =
        oracle(
                job("completed", "00:00:00", "00:00:00", "00:00:00"),
                job("completed", "00:00:00", "00:00:00", "00:00:00.000999"),
                job("completed", "00:00:00", "00:00:00", "00:00:00.001"),
                job("completed", "00:00:00", "00:00:00", "00:00:00.001020"),
                job("completed", "00:00:00", "00:00:00", "00:00:00.001021"),
                job("completed", "00:00:01", "00:00:00", "00:00:00"),
                job("completed", -40, -40, "00:00:00"),
                job("completed", -400, -400, "00:00:00"))
            .hourly()
            .get(HOURLY + "00:00:00Z")
            .exact();

    assertThat(exact)
        .contains(entry("duration_buckets", "{0,1,2,1096}"))
        .contains(entry("duration_counts", "{3,2,1,2}"))
        .contains(entry("queue_buckets", "{0}"), entry("queue_counts", "{8}"))
        .contains(
            entry("duration_micros", "" + (405L * 86_400_000_000L + 999 + 1000 + 1020 + 1021)))
        .contains(entry("running_micros", exact.get("duration_micros")));
  }

  @Test
  void whatNobodySaidHasNoScope() {
    TrueJob nobodys = job("completed", "00:00:00", null, "00:01:00");
    TrueJob somebodys =
        new TrueJob(
            CONNECTION, "org", "notion", "lost", 0, null, 60_000_000, Entities.NONE, List.of());

    assertThat(scopes(nobodys)).containsExactly("connection", "platform");
    assertThat(scopes(somebodys))
        .containsExactly("connection", "organization", "platform", "source_type");
    assertThat(new MetricsOracle(List.of(somebodys), Set.of("source_type")).hourly())
        .containsOnlyKeys("source_type 5ea790e4-a248-dab6-ac4b-6ae1854463c7 1970-01-01T00:00:00Z");
  }

  @Test
  void tablesThatDifferAreFoundOut() {
    SortedMap<String, MetricRow> expected = rows("a", "1", 100.0, "b", "2", null);

    assertThat(differences(expected, expected)).isEmpty();
    assertThat(differences(expected, rows("a", "1", 100.99, "b", "2", null))).isEmpty();
    assertThat(differences(expected, rows("a", "1", 99.01, "b", "2", null))).isEmpty();
    assertThat(differences(expected, rows("a", "1", 101.01, "b", "2", null))).hasSize(1);
    assertThat(differences(expected, rows("a", "1", 100.0, "b", "3", null))).hasSize(1);
    assertThat(differences(expected, rows("a", "1", 100.0, "b", "2", 0.0))).hasSize(1);
    assertThat(differences(expected, rows("a", "1", null, "b", "2", null))).hasSize(1);
    assertThat(differences(expected, rows("a", "1", 100.0, "c", "2", null))).hasSize(2);
  }

  private static List<String> differences(
      SortedMap<String, MetricRow> expected, SortedMap<String, MetricRow> actual) {
    return MetricRow.differences(expected, actual);
  }

  private static SortedMap<String, MetricRow> rows(Object... keyCountDuration) {
    SortedMap<String, MetricRow> rows = new TreeMap<>();
    for (int i = 0; i < keyCountDuration.length; i += 3) {
      Map<String, Double> close = new HashMap<>();
      close.put("duration_p50", (Double) keyCountDuration[i + 2]);
      Map<String, String> exact = Map.of("completed", (String) keyCountDuration[i + 1]);
      rows.put((String) keyCountDuration[i], new MetricRow(exact, close));
    }
    return rows;
  }

  private static List<String> scopes(TrueJob job) {
    return new MetricsOracle(List.of(job), MetricsOracle.ALL_SCOPES)
        .hourly().keySet().stream().map(key -> key.split(" ", 2)[0]).toList();
  }

  private static String entities(Map<String, String> exact) {
    return exact.get("entities_inserted")
        + " "
        + exact.get("entities_updated")
        + " "
        + exact.get("entities_deleted");
  }

  private static MetricsOracle oracle(TrueJob... jobs) {
    return new MetricsOracle(Arrays.asList(jobs), Set.of("connection"));
  }

  private static TrueJob job(String outcome, String created, String started, String ended) {
    Long start = started == null ? null : (Long) micros(started);
    return job(outcome, micros(created), start, micros(ended));
  }

  private static TrueJob job(String outcome, int createdDay, int startedDay, String ended) {
    long day = 86_400_000_000L;
    long midnight = micros("00:00:00");
    return job(outcome, midnight + createdDay * day, midnight + startedDay * day, micros(ended));
  }

  private static TrueJob job(String outcome, long created, Long started, long ended) {
    return new TrueJob(
        CONNECTION, null, null, outcome, created, started, ended, Entities.NONE, List.of());
  }

  private static long micros(String time) {
    Instant instant = Instant.parse("2025-06-01T" + time + "Z");
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }
}
