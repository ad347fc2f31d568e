package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.report.Growth.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private static List<DailyDemand.Day> days(int n, IntUnaryOperator p95) {
    List<DailyDemand.Day> days = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      days.add(
          new DailyDemand.Day(FIRST.plusDays(i), true, 0, p95.applyAsInt(i), 0, Instant.EPOCH, 0));
    }
    return days;
  }

  @Test
  void fewerThanTwoWeeksOfWholeDaysMakeNoTrend() {
    List<DailyDemand.Day> days = days(13, i -> i);
    days.add(new DailyDemand.Day(FIRST.plusDays(13), false, 0, 13, 0, Instant.EPOCH, 0));

    Growth growth = Growth.of(days, 100);

    assertThat(growth.verdict()).isEqualTo(Verdict.TOO_LITTLE_DATA);
    assertThat(growth.days()).isEqualTo(13);
    assertThat(growth.trend()).isNull();
  }

  @Test
  void theDateIsTheFirstDayOnWhichTheLineIsAbove() {
    Growth growth = Growth.of(days(30, i -> 10 + 2 * i), 100);

    // 10 + 2 * 45 is 100 and not above it, 10 + 2 * 46 is.
    assertThat(growth.verdict()).isEqualTo(Verdict.PASSES);
    assertThat(growth.passesOn()).isEqualTo(FIRST.plusDays(46));
    assertThat(growth.earliest()).isEqualTo(growth.passesOn());
    assertThat(growth.latest()).isEqualTo(growth.passesOn());
  }

  @Test
  void noiseWidensTheDates() {
    Growth growth = Growth.of(days(60, i -> 10 + i + i * 7919 % 13), 200);

    assertThat(growth.verdict()).isEqualTo(Verdict.PASSES);
    assertThat(growth.earliest()).isBefore(growth.passesOn()).isAfter(FIRST.plusDays(59));
    assertThat(growth.latest()).isAfter(growth.passesOn());
  }

  @Test
  void whatCannotBeToldFromChanceGetsNoDate() {
    Growth growth = Growth.of(days(60, i -> 10 + i * 7919 % 13), 30);

    assertThat(growth.verdict()).isEqualTo(Verdict.NO_CLEAR_TREND);
    assertThat(growth.passesOn()).isNull();
  }

  @Test
  void demandThatNeverChangesHasNoTrend() {
    assertThat(Growth.of(days(40, i -> 7), 12).verdict()).isEqualTo(Verdict.NO_CLEAR_TREND);
    assertThat(Growth.of(days(40, i -> 7 + i % 2), 12).verdict()).isEqualTo(Verdict.NO_CLEAR_TREND);
  }

  @Test
  void fallingDemandGetsNoDate() {
    assertThat(Growth.of(days(40, i -> 100 - i), 120).verdict()).isEqualTo(Verdict.FALLS);
  }

  @Test
  void demandAboveTheWorkersHasPassedThemWhateverItDoes() {
    assertThat(Growth.of(days(40, i -> 100 - i), 20).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(Growth.of(days(40, i -> 100 + i), 20).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void noLineReachesFartherThanTenYears() {
    assertThat(Growth.of(days(40, i -> 10 + i), 1_000_000).verdict()).isEqualTo(Verdict.FAR_OFF);
  }
}
