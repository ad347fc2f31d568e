package io.syncpulse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrendTest {

  private static final int DAYS = 90;

  /**
   * As scipy.stats.theilslopes (SciPy 1.17.1) has them, whose ends are nearer by a rank at most.
   */
  @Test
  void slopesAndIntervalsAreThoseOfAnotherImplementation() {
    Trend rising = Trend.of(new double[] {3, 5, 4, 6, 8, 7, 7, 9, 40, 8, 10, 12, 11, 10, 13, 12});
    assertThat(rising.slope()).isCloseTo(0.5714285714285714, within(1e-12));
    assertThat(rising.lower()).isBetween(0.39, 0.4);
    assertThat(rising.upper()).isBetween(0.75, 0.76);

    Trend falling =
        Trend.of(
            new double[] {12.5, 11.0, 13.1, 9.8, 10.2, 8.7, 9.9, 8.1, 7.7, 8.9, 6.6, 7.0, 5.9});
    assertThat(falling.slope()).isCloseTo(-0.48611111111111116, within(1e-12));
    assertThat(falling.lower()).isBetween(-0.67, -0.6285714285714287);
    assertThat(falling.upper()).isBetween(-0.3500000000000001, -0.34);
  }

  @Property(tries = 100)
  void aStraightLineIsFoundThroughWildPoints(
      @ForAll @DoubleRange(min = -5, max = 5) double slope,
      @ForAll @Size(10) double @DoubleRange(min = 100, max = 1e6) [] wild) {
    double[] y = new double[60];
    Arrays.setAll(y, x -> 7 + slope * x);
    for (int i = 0; i < wild.length; i++) {
      y[i * 6 + 3] = wild[i];
    }
    Trend trend = Trend.of(y);
    assertThat(trend.slope()).isCloseTo(slope, within(1e-9));
    assertThat(trend.at(100)).isCloseTo(7 + slope * 100, within(1e-6));
    assertThat(trend.lower()).isLessThanOrEqualTo(trend.slope() + 1e-12);
    assertThat(trend.upper()).isGreaterThanOrEqualTo(trend.slope() - 1e-12);
  }

  @Test
  void whatNeverChangesHasNoSlopeAndNoDoubt() {
    Trend flat = Trend.of(new double[20]);
    assertThat(new double[] {flat.slope(), flat.lower(), flat.upper()}).containsOnly(0);
  }

  @Test
  void theIntervalHoldsTheTrueSlopeInNineteenOfTwentyCases() {
    assertThat(coverage(0)).isBetween(0.93, 0.99);
  }

  /** Without the correction for neighbours that are alike it would hold it in two of three. */
  @Test
  void daysThatDependOnEachOtherWidenTheInterval() {
    assertThat(coverage(0.5)).isGreaterThan(0.85);
  }

  private static double coverage(double likeness) {
    Random random = new Random(1968);
    int held = 0;
    int runs = 2_000;
    for (int run = 0; run < runs; run++) {
      double[] y = new double[DAYS];
      double noise = 0;
      for (int x = 0; x < DAYS; x++) {
        noise = likeness * noise + random.nextGaussian();
        y[x] = 20 + 0.1 * x + noise;
      }
      Trend trend = Trend.of(y);
      held += trend.lower() <= 0.1 && 0.1 <= trend.upper() ? 1 : 0;
    }
    return (double) held / runs;
  }
}
