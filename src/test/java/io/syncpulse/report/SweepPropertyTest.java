package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class SweepPropertyTest {

  private static final int DAYS = 9;
  private static final int HOUR = 6;
  private static final int DAY = 24 * HOUR;
  private static final Offset<Double> EXACT = within(1e-9);

  private Period period;
  private TickOracle oracle;

  private void sweep(long seed, int jobs, int startTick, Levels... levels) {
    long from = Period.DAY * 20_000 + startTick * TickOracle.TICK;
    period = new Period(from, from + DAYS * Period.DAY);
    List<JobSpan> all = RandomJobs.around(new Random(seed), from, 2 * DAY, DAYS * DAY + HOUR, jobs);
    oracle = new TickOracle(period, all);
    Sweep sweep = new Sweep(period, List.of(levels));
    all.forEach(sweep::add);
    sweep.finish();
  }

  @Property(tries = 200)
  void stretchesTileThePeriodWithTheLevelsOfEachMoment(
      @ForAll long seed, @ForAll @IntRange(max = 300) int jobs) {
    int[] running = new int[DAYS * DAY];
    int[] queued = new int[DAYS * DAY];
    long[] reached = {Period.DAY * 20_000};
    sweep(
        seed,
        jobs,
        0,
        (from, until, runningNow, queuedNow) -> {
          assertThat(from).isEqualTo(reached[0]);
          assertThat(until).isGreaterThan(from);
          reached[0] = until;
          int tick = (int) ((from - Period.DAY * 20_000) / TickOracle.TICK);
          int end = (int) ((until - Period.DAY * 20_000) / TickOracle.TICK);
          Arrays.fill(running, tick, end, runningNow);
          Arrays.fill(queued, tick, end, queuedNow);
        });

    assertThat(reached[0]).isEqualTo(period.to());
    assertThat(running).isEqualTo(oracle.running);
    assertThat(queued).isEqualTo(oracle.queued);
  }

  @Property(tries = 50)
  void aTimelineHasMeanAndMaximumOfEachStepEmptyOnesToo(
      @ForAll long seed, @ForAll @IntRange(max = 200) int jobs) {
    long from = Period.DAY * 20_000;
    Timeline timeline = new Timeline(new Period(from, from + DAYS * Period.DAY), 5 * Period.HOUR);
    sweep(seed, jobs, 0, timeline);

    List<Timeline.Step> steps = timeline.steps();
    int length = 5 * HOUR;
    assertThat(steps).hasSize((DAYS * DAY + length - 1) / length);
    for (int i = 0; i < steps.size(); i++) {
      int begin = i * length;
      int end = Math.min(begin + length, DAYS * DAY);
      Timeline.Step step = steps.get(i);
      assertThat(Period.micros(step.at())).isEqualTo(from + begin * TickOracle.TICK);
      assertThat(step.runningMax()).isEqualTo(TickOracle.max(oracle.running, begin, end));
      assertThat(step.queuedMax()).isEqualTo(TickOracle.max(oracle.queued, begin, end));
      assertThat(step.runningMean()).isCloseTo(TickOracle.mean(oracle.running, begin, end), EXACT);
      assertThat(step.queuedMean()).isCloseTo(TickOracle.mean(oracle.queued, begin, end), EXACT);
    }
  }

  @Property(tries = 50)
  void hoursOfTheWeekAreThoseOfTheCalendar(
      @ForAll long seed,
      @ForAll @IntRange(max = 200) int jobs,
      @ForAll @IntRange(max = DAY) int startTick) {
    HourOfWeek hours = new HourOfWeek();
    sweep(seed, jobs, startTick, hours);

    Map<Integer, double[]> expected = new HashMap<>();
    for (int tick = 0; tick < DAYS * DAY; tick++) {
      var at = Period.instant(period.from() + tick * TickOracle.TICK).atOffset(ZoneOffset.UTC);
      int demand = oracle.demand(tick);
      double[] cell =
          expected.computeIfAbsent(
              at.getDayOfWeek().getValue() * 24 + at.getHour(), first -> new double[3]);
      cell[0]++;
      cell[1] += demand;
      cell[2] = Math.max(cell[2], demand);
    }
    assertThat(hours.cells()).hasSize(expected.size());
    for (HourOfWeek.Cell cell : hours.cells()) {
      double[] sums = expected.get(cell.day() * 24 + cell.hour());
      assertThat(cell.demandMean()).isCloseTo(sums[1] / sums[0], EXACT);
      assertThat(cell.demandMax()).isEqualTo((int) sums[2]);
      assertThat(cell.hours()).isBetween((int) Math.ceil(sums[0] / HOUR), 2 + (int) sums[0] / HOUR);
    }
  }

  @Property(tries = 50)
  void aDayHasTheP95OfItsTimeAndItsPeaks(@ForAll long seed, @ForAll @IntRange(max = 200) int jobs) {
    DailyDemand demand = new DailyDemand();
    sweep(seed, jobs, 0, demand);

    List<DailyDemand.Day> days = demand.days();
    assertThat(days).hasSize(DAYS).allMatch(DailyDemand.Day::whole);
    for (int i = 0; i < DAYS; i++) {
      int begin = i * DAY;
      int end = begin + DAY;
      int[] levels = new int[DAY];
      Arrays.setAll(levels, tick -> oracle.demand(begin + tick));
      Arrays.sort(levels);
      DailyDemand.Day day = days.get(i);
      assertThat(day.demandP95()).isEqualTo(levels[(int) Math.ceil(0.95 * DAY) - 1]);
      assertThat(day.demandMean()).isCloseTo(Arrays.stream(levels).average().orElseThrow(), EXACT);
      assertThat(day.runningMax()).isEqualTo(TickOracle.max(oracle.running, begin, end));
      assertThat(day.queuedMax()).isEqualTo(TickOracle.max(oracle.queued, begin, end));
      assertThat(Period.micros(day.runningMaxAt()))
          .isEqualTo(
              period.from() + TickOracle.first(oracle.running, begin, end) * TickOracle.TICK);
    }
  }

  @Property(tries = 50)
  void theUseOfWorkersIsTheShareOfTheirTime(
      @ForAll long seed,
      @ForAll @IntRange(max = 200) int jobs,
      @ForAll @IntRange(min = 1, max = 12) int workers) {
    Utilization utilization = new Utilization(workers);
    sweep(seed, jobs, 0, utilization);

    int all = DAYS * DAY;
    Utilization.Figures use = utilization.figures();
    double mean = TickOracle.mean(oracle.running, 0, all);
    assertThat(use.runningMean()).isCloseTo(mean, EXACT);
    assertThat(use.used()).isCloseTo(mean / workers, EXACT);
    assertThat(use.atLimit() * all)
        .isCloseTo(Arrays.stream(oracle.running).filter(n -> n >= workers).count(), within(1e-6));
    assertThat(use.overLimit() * all)
        .isCloseTo(Arrays.stream(oracle.running).filter(n -> n > workers).count(), within(1e-6));
    assertThat(use.runningMax()).isEqualTo(TickOracle.max(oracle.running, 0, all));
    assertThat(use.queuedMax()).isEqualTo(TickOracle.max(oracle.queued, 0, all));
    assertThat(Period.micros(use.queuedMaxAt()))
        .isEqualTo(period.from() + TickOracle.first(oracle.queued, 0, all) * TickOracle.TICK);
  }
}
