package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncpulse.api.Concurrency.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityJsonTest {

  /** A Monday. */
  private static final Instant MONDAY = Instant.parse("2025-01-06T00:00:00Z");

  @Test
  void everyFieldOfTheContractInItsOrder() {
    CapacityQuery query = query(MONDAY.plusSeconds(7_200), Resolution.ONE_HOUR, 4);
    Concurrency concurrency =
        new Concurrency(
            List.of(
                new Step(MONDAY, 3_600, 50, 120, 5, 7_200, 1, 1_800),
                new Step(MONDAY.plusSeconds(3_600), 1_200, 40, 80, 6, 4_800, 0, 0)));

    assertThat(new String(CapacityJson.of(query, concurrency), UTF_8))
        .isEqualTo(
            """
            {"scope":"organization","from":"2025-01-06T00:00:00Z","to":"2025-01-06T02:00:00Z",\
            "resolution_seconds":3600,"workers":4,"jobs":250,\
            "running":{"peak":6,"peak_at":"2025-01-06T01:00:00Z","mean":2.5},\
            "queued":{"peak":1,"peak_at":"2025-01-06T00:00:00Z","mean":0.375},\
            "utilization":0.625,"series":[\
            {"at":"2025-01-06T00:00:00Z","running_max":5,"running_mean":2.0,"queued_max":1,\
            "queued_mean":0.5},\
            {"at":"2025-01-06T01:00:00Z","running_max":6,"running_mean":4.0,"queued_max":0,\
            "queued_mean":0.0}],"hour_of_week":[\
            {"day":1,"hour":0,"running_mean":2.0,"running_max":5,"hours":1},\
            {"day":1,"hour":1,"running_mean":4.0,"running_max":6,"hours":1}],\
            "too_little_data":"Less than a week: the hours of the week are not all there."}""");
  }

  @Test
  void withoutStepsThereAreZerosAndNulls() {
    JsonNode json = json(query(MONDAY, Resolution.ONE_HOUR, 4), new Concurrency(List.of()));

    assertThat(json.at("/running/peak").asInt()).isZero();
    assertThat(json.at("/running/peak_at").isNull()).isTrue();
    assertThat(json.at("/queued/mean").isNull()).isTrue();
    assertThat(json.get("utilization").isNull()).isTrue();
    assertThat(json.get("series")).isEmpty();
    assertThat(json.get("hour_of_week")).isEmpty();
    assertThat(json.get("too_little_data").asText()).startsWith("No job");
  }

  @Test
  void hoursAreAddedUpToDaysAndToHoursOfTheWeek() {
    List<Step> steps = new ArrayList<>();
    for (int hour = 0; hour < 2 * 7 * 24; hour++) {
      // The second week is twice as busy as the first.
      steps.add(step(hour * 3_600L, 3_600, (hour % 24 + 1) * (hour < 168 ? 1 : 2)));
    }
    CapacityQuery query = query(MONDAY.plusSeconds(14 * 86_400), Resolution.ONE_DAY, null);

    JsonNode json = json(query, new Concurrency(steps));

    assertThat(json.get("workers").isNull()).isTrue();
    assertThat(json.get("utilization").isNull()).isTrue();
    assertThat(json.get("too_little_data").isNull()).isTrue();
    assertThat(json.get("series")).hasSize(14);
    assertThat(json.at("/series/13/at").asText()).isEqualTo("2025-01-19T00:00:00Z");
    assertThat(json.at("/series/13/running_max").asInt()).isEqualTo(48);
    assertThat(json.at("/series/0/running_mean").asDouble()).isEqualTo(12.5, within(1e-9));
    JsonNode sunday = json.at("/hour_of_week/167");
    assertThat(sunday.get("day").asInt()).isEqualTo(7);
    assertThat(sunday.get("hour").asInt()).isEqualTo(23);
    assertThat(sunday.get("hours").asInt()).isEqualTo(2);
    assertThat(sunday.get("running_max").asInt()).isEqualTo(48);
    assertThat(sunday.get("running_mean").asDouble()).isEqualTo(36, within(1e-9));
    assertThat(json.at("/running/mean").asDouble()).isEqualTo(18.75, within(1e-9));
  }

  @Test
  void minutesOfAnHourAreOneHourOfTheWeek() {
    List<Step> steps = new ArrayList<>();
    for (int minute = 0; minute < 90; minute++) {
      steps.add(step(minute * 60L, 60, minute < 30 ? 2 : 1));
    }

    JsonNode json =
        json(query(MONDAY.plusSeconds(5_400), Resolution.ONE_MINUTE, null), new Concurrency(steps));

    assertThat(json.get("series")).hasSize(90);
    assertThat(json.get("hour_of_week")).hasSize(2);
    assertThat(json.at("/hour_of_week/0/running_mean").asDouble()).isEqualTo(1.5, within(1e-9));
    assertThat(json.at("/hour_of_week/0/hours").asInt()).isEqualTo(1);
    assertThat(json.get("too_little_data").asText()).contains("90 of at least 100 jobs");
  }

  private static Step step(long offset, int seconds, int running) {
    return new Step(MONDAY.plusSeconds(offset), seconds, 0, 1, running, running * seconds, 0, 0);
  }

  private static CapacityQuery query(Instant to, Resolution resolution, Integer workers) {
    return new CapacityQuery(FigureScope.ORGANIZATION, MONDAY, to, resolution, workers);
  }

  private static JsonNode json(CapacityQuery query, Concurrency concurrency) {
    return RunningApi.json(new String(CapacityJson.of(query, concurrency), UTF_8));
  }
}
