package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Poisson arrivals with exponential running times have a closed form, Erlang's C formula: A. K.
 * Erlang, "Solution of some problems in the theory of probabilities of significance in automatic
 * telephone exchanges", Elektroteknikeren 13 (1917).
 */
class ErlangCTest {

  private static final int RUNS = 30;
  private static final int WARM_UP = 5_000;
  private static final int JOBS = 40_000;
  private static final double MEAN_SECONDS = 60;

  /** Student's t for 29 degrees of freedom, 99 % two-sided. */
  private static final double T = 2.756;

  @ParameterizedTest
  @CsvSource({"1, 0.7", "4, 0.8", "16, 0.9"})
  void waitingProbabilityAndMeanAndP95OfTheWaitAreThoseOfTheFormula(int workers, double load) {
    Durations[] runs = new Durations[RUNS];
    for (int run = 0; run < RUNS; run++) {
      runs[run] = replay(new Random(1917 + 31L * run), workers, load);
    }

    double waits = waitingProbability(workers, load * workers);
    double spare = workers * (1 - load) / MEAN_SECONDS;
    assertHolds("waiting probability", runs, Durations::positive, waits, 0);
    assertHolds("mean", runs, Durations::mean, waits / spare, 0);
    // Percentiles come in buckets of one per cent.
    double p95 = Math.max(0, Math.log(waits / 0.05) / spare);
    assertHolds("p95", runs, run -> run.percentile(95), p95, 0.01 * p95);
  }

  private static Durations replay(Random random, int workers, double load) {
    FirstInFirstOut pool = new FirstInFirstOut(workers);
    double now = 0;
    for (int i = 0; i < WARM_UP + JOBS; i++) {
      now += exponential(random) * MEAN_SECONDS / (workers * load);
      long micros = Math.round(exponential(random) * MEAN_SECONDS * 1e6);
      pool.arrive(Math.round(now * 1e6), micros, new UUID(0, i), i >= WARM_UP);
    }
    return pool.queueTimes();
  }

  private static double exponential(Random random) {
    return -Math.log(1 - random.nextDouble());
  }

  private static double waitingProbability(int workers, double offered) {
    double term = 1;
    double sum = 0;
    for (int k = 0; k < workers; k++) {
      sum += term;
      term *= offered / (k + 1);
    }
    double all = term * workers / (workers - offered);
    return all / (sum + all);
  }

  private static void assertHolds(
      String what,
      Durations[] runs,
      ToDoubleFunction<Durations> figure,
      double exact,
      double grain) {
    double[] figures = Arrays.stream(runs).mapToDouble(figure).toArray();
    double mean = Arrays.stream(figures).average().orElseThrow();
    double square = Arrays.stream(figures).map(x -> (x - mean) * (x - mean)).sum();
    double reach = T * Math.sqrt(square / (RUNS - 1) / RUNS) + grain;
    assertThat(exact).as(what).isBetween(mean - reach, mean + reach);
    // An interval that holds everything would say nothing.
    assertThat(reach).as("reach of " + what).isLessThan(0.1 * exact);
  }
}
