package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.history.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class RollWindowsTest {

  private static final int LATENESS = 120;
  private static final int SPAN = 1_000;

  private static final List<Window> WINDOWS =
      List.of(Window.rolling(10, 1), Window.rolling(60, 15), Window.rolling(300, 60));

  private static final Happening COMPLETED =
      new Happening(7, Outcome.Kind.COMPLETED, 60_000_000L, 0, 3);

  @Test
  void anOutcomeCostsTwoRowsAWindow() throws Exception {
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null))) {
      roll.add(COMPLETED);
      roll.endOfInput();

      assertThat(roll.rolling.get(10).rows).containsOnlyKeys(8 * 60L, 18 * 60L);
      assertThat(roll.rolling.get(60).rows).containsOnlyKeys(15 * 60L, 75 * 60L);
      assertThat(roll.rolling.get(300).rows).containsOnlyKeys(60 * 60L, 360 * 60L);
      assertThat(roll.hourly.rows).containsOnlyKeys(0L);
    }
  }

  @Test
  void whatIsOpenIsShownAndNotFinal() throws Exception {
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null))) {
      roll.watermark(5);
      roll.add(COMPLETED);
      roll.clock(7);
      assertThat(roll.rolling.get(60).rows.get(15 * 60L))
          .satisfies(row -> assertThat(row.isFinal()).isFalse())
          .satisfies(row -> assertThat(row.content().completed()).isEqualTo(1));
      assertThat(roll.hourly.rows.get(0L).isFinal()).isFalse();

      roll.watermark(15);
      assertThat(roll.rolling.get(60).rows.get(15 * 60L).isFinal()).isTrue();
      assertThat(roll.rolling.get(300).rows.get(60 * 60L).isFinal()).isFalse();
    }
  }

  @Test
  void whatLiesAheadOfTheClockIsNotShownBeforeItsTime() throws Exception {
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null))) {
      roll.watermark(5);
      roll.add(new Happening(500, Outcome.Kind.FAILED, null, 0, 0));
      roll.clock(7);

      assertThat(roll.rolling.get(10).rows).isEmpty();
    }
  }

  @Test
  void whatIsOpenIsShownWithinASecondAndWithinTenIfItIsLongPast() throws Exception {
    try (RollHarness live = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null));
        RollHarness past = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null))) {
      live.clock(8);
      past.clock(COMPLETED.minute() + 61);
      live.add(COMPLETED);
      past.add(COMPLETED);

      live.pass(Duration.ofSeconds(1));
      past.pass(Duration.ofSeconds(1));
      assertThat(live.rolling.get(10).rows).isNotEmpty();
      assertThat(past.rolling.get(10).rows).isEmpty();
      past.pass(Duration.ofSeconds(9));
      assertThat(past.rolling.get(10).rows).isNotEmpty();
    }
  }

  @Test
  void whatIsTakenBackWhileOpenLeavesNoRow() throws Exception {
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null))) {
      roll.watermark(5);
      roll.add(COMPLETED);
      roll.clock(7);
      roll.retract(COMPLETED);
      roll.watermark(100);

      assertThat(roll.rolling.get(10).rows).isEmpty();
      assertThat(roll.rolling.get(300).rows).isEmpty();
      assertThat(roll.hourly.rows).isEmpty();
      roll.watermark(SPAN);
      assertThat(roll.stateEntries()).isZero();
    }
  }

  @Test
  void whatLiesBehindAllBoundsChangesNoRow() throws Exception {
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, true, null))) {
      roll.add(COMPLETED);
      roll.add(new Happening(SPAN, Outcome.Kind.FAILED, null, 0, 0));
      roll.watermark(SPAN + 60);
      var before = new TreeMap<>(roll.rolling.get(10).rows);

      roll.add(new Happening(3, Outcome.Kind.LOST, null, 0, 0));
      roll.watermark(SPAN + 120);

      assertThat(roll.rolling.get(10).rows).isEqualTo(before);
    }
  }

  @Test
  void withoutPreliminaryRowsOnlyFinalOnesAreGivenOut() throws Exception {
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, false, null))) {
      roll.watermark(5);
      roll.add(COMPLETED);
      roll.clock(7);
      assertThat(roll.rolling.get(10).rows).isEmpty();

      roll.watermark(8);
      assertThat(roll.rolling.get(10).rows).containsOnlyKeys(8 * 60L);
    }
  }

  /** The whole of it: any order within the bound, corrections, crashes, and other attempts. */
  @Property(tries = 400)
  void theRowsAreThoseOfABatchRecomputation(
      @ForAll("happenings") List<Happening> happenings, @ForAll Random random) throws Exception {
    boolean preliminary = random.nextBoolean();
    try (RollHarness roll = new RollHarness(MetricRules.of(WINDOWS, LATENESS, preliminary, null))) {
      List<Happening> standing = new ArrayList<>();
      List<Happening> sinceSnapshot = new ArrayList<>();
      OperatorSubtaskState snapshot = null;
      int passed = 0;
      int passedAtSnapshot = 0;
      for (Happening happening : disordered(happenings, random)) {
        passed = Math.max(passed, happening.minute() - random.nextInt(20));
        if (random.nextInt(3) == 0) {
          roll.watermark(passed);
        }
        roll.add(happening);
        sinceSnapshot.add(happening);
        if (random.nextInt(6) == 0) {
          roll.retract(happening);
          sinceSnapshot.remove(happening);
        } else {
          standing.add(happening);
        }
        if (random.nextInt(4) == 0) {
          roll.clock(random.nextBoolean() ? SPAN + 60 : passed);
        }
        if (random.nextInt(8) == 0) {
          roll.watermark(passed);
          snapshot = roll.snapshot();
          passedAtSnapshot = passed;
          sinceSnapshot.clear();
        } else if (snapshot != null && random.nextInt(10) == 0) {
          roll.crash(snapshot);
          passed = passedAtSnapshot;
          Collections.shuffle(sinceSnapshot, random);
          for (Happening again : sinceSnapshot) {
            roll.add(again);
          }
        }
      }
      roll.endOfInput();

      WindowOracle oracle = new WindowOracle(standing);
      for (Window window : WINDOWS) {
        compare(
            oracle.rolling(window.size(), window.slide(), SPAN + 2 * window.size()),
            roll.rolling.get(window.size()).rows);
      }
      assertThat(roll.hourly.rows.keySet()).isEqualTo(seconds(oracle.hours(SPAN)).keySet());
      oracle
          .hours(SPAN)
          .forEach(
              (hour, of) ->
                  assertThat(
                          WindowOracle.faults(
                              of, Figures.of(roll.hourly.rows.get(hour * 60).content())))
                      .isEmpty());
      assertThat(roll.stateEntries()).isZero();
      assertThat(roll.timers()).isZero();
    }
  }

  /** A bounded run beside a job that goes on: what follows the cut-off is the other's to state. */
  @Property(tries = 200)
  void upToACutOffTheRowsAreTheSameAndAfterItThereAreNone(
      @ForAll("happenings") List<Happening> happenings, @ForAll Random random) throws Exception {
    int until = random.nextInt(SPAN + 400);
    MetricRules rules = MetricRules.of(WINDOWS, LATENESS, true, Instant.ofEpochSecond(until * 60L));
    try (RollHarness roll = new RollHarness(rules)) {
      int passed = 0;
      for (Happening happening : disordered(happenings, random)) {
        passed = Math.max(passed, happening.minute() - random.nextInt(20));
        if (random.nextInt(3) == 0) {
          roll.watermark(passed);
        }
        roll.add(happening);
        if (random.nextInt(4) == 0) {
          roll.clock(random.nextBoolean() ? SPAN + 60 : passed);
        }
      }
      roll.endOfInput();

      WindowOracle oracle = new WindowOracle(happenings);
      for (Window window : WINDOWS) {
        compare(
            oracle.rolling(window.size(), window.slide(), until),
            roll.rolling.get(window.size()).rows);
      }
      assertThat(roll.hourly.rows.keySet()).isEqualTo(seconds(oracle.hours(until - 60)).keySet());
      assertThat(roll.timers()).isZero();
    }
  }

  private static void compare(
      Map<Long, List<Happening>> expected, Map<Long, StatedTable.Row<Figures>> actual) {
    assertThat(actual.keySet()).isEqualTo(seconds(expected).keySet());
    expected.forEach(
        (end, of) -> {
          assertThat(WindowOracle.faults(of, actual.get(end * 60).content())).isEmpty();
          assertThat(actual.get(end * 60).isFinal()).isTrue();
        });
  }

  private static Map<Long, List<Happening>> seconds(Map<Long, List<Happening>> byMinute) {
    return byMinute.entrySet().stream()
        .collect(
            Collectors.toMap(
                row -> row.getKey() * 60, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** Each moved by less than the lateness. */
  private static List<Happening> disordered(List<Happening> happenings, Random random) {
    record Moved(int to, Happening happening) {}
    List<Moved> moved = new ArrayList<>();
    int most = random.nextBoolean() ? LATENESS : 3;
    happenings.forEach(one -> moved.add(new Moved(one.minute() + random.nextInt(most), one)));
    moved.sort((a, b) -> Integer.compare(a.to(), b.to()));
    return moved.stream().map(Moved::happening).toList();
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Happening.any(SPAN).list().ofMaxSize(60);
  }
}
