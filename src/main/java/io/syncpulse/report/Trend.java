package io.syncpulse.report;

import java.util.Arrays;

/**
 * A straight line through points that a few wild ones do not move: the median of the slopes of all
 * pairs.
 *
 * <p>Slope: H. Theil, "A rank-invariant method of linear and polynomial regression analysis",
 * Proceedings of the Koninklijke Nederlandse Akademie van Wetenschappen 53 (1950). Interval: P. K.
 * Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the American
 * Statistical Association 63 (1968), p. 1379: the slopes whose rank lies as far from the middle as
 * the standard deviation of Kendall's S allows, with its correction for ties. The days of a series
 * are not independent, and then that deviation is larger: K. H. Hamed and A. R. Rao, "A modified
 * Mann-Kendall trend test for autocorrelated data", Journal of Hydrology 204 (1998), p. 182.
 * Intercept: the median of what the points leave beside the slope (W. J. Conover, "Practical
 * Nonparametric Statistics", 1980).
 *
 * @param slope rise for each step of x
 * @param lower lower end of the 95 % interval of the slope
 * @param upper upper end of that interval
 * @param intercept height of the line at x = 0
 * @param lowerIntercept height at x = 0 of the line with the lower slope
 * @param upperIntercept height at x = 0 of the line with the upper slope
 */
record Trend(
    double slope,
    double lower,
    double upper,
    double intercept,
    double lowerIntercept,
    double upperIntercept) {

  /** Standard normal quantile of 0.975. */
  private static final double Z = 1.959963984540054;

  /**
   * The trend of values that follow each other by one step of x, beginning at x = 0.
   *
   * @param y at least three values; time and memory grow with the square of their number
   */
  static Trend of(double[] y) {
    double[] slopes = slopes(y);
    double deviation = Math.sqrt(variance(y) * correction(y, median(slopes)));
    double lower = at(slopes, (slopes.length - Z * deviation) / 2 - 1);
    double upper = at(slopes, (slopes.length + Z * deviation) / 2);
    double slope = median(slopes);
    return new Trend(
        slope, lower, upper, intercept(y, slope), intercept(y, lower), intercept(y, upper));
  }

  /** Height of the line. */
  double at(double x) {
    return intercept + slope * x;
  }

  private static double[] slopes(double[] y) {
    double[] slopes = new double[y.length * (y.length - 1) / 2];
    int n = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = i + 1; j < y.length; j++) {
        slopes[n++] = (y[j] - y[i]) / (j - i);
      }
    }
    Arrays.sort(slopes);
    return slopes;
  }

  /** Outwards to the next rank, so that the interval is not too narrow. */
  private static double at(double[] sorted, double rank) {
    double outwards = rank < sorted.length / 2.0 ? Math.floor(rank) : Math.ceil(rank);
    return sorted[(int) Math.max(0, Math.min(sorted.length - 1, outwards))];
  }

  /** Of Kendall's S, with ties in y. */
  private static double variance(double[] y) {
    double n = y.length;
    double variance = n * (n - 1) * (2 * n + 5);
    double[] sorted = y.clone();
    Arrays.sort(sorted);
    for (int i = 0, next; i < sorted.length; i = next) {
      for (next = i + 1; next < sorted.length && sorted[next] == sorted[i]; ) {
        next++;
      }
      double t = next - i;
      variance -= t * (t - 1) * (2 * t + 5);
    }
    return variance / 18;
  }

  /**
   * By how much the variance grows because neighbours are alike: from the autocorrelation of the
   * ranks of what the slope leaves, where it is more than chance. Never below 1.
   */
  private static double correction(double[] y, double slope) {
    int n = y.length;
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = y[i] - slope * i;
    }
    double[] ranks = Ranks.of(rest);
    double middle = (n + 1) / 2.0;
    double square = 0;
    for (double rank : ranks) {
      square += (rank - middle) * (rank - middle);
    }
    double sum = 0;
    for (int lag = 1; lag < n - 2 && square > 0; lag++) {
      double product = 0;
      for (int i = 0; i + lag < n; i++) {
        product += (ranks[i] - middle) * (ranks[i + lag] - middle);
      }
      double correlation = product / square;
      if (Math.abs(correlation) > Z / Math.sqrt(n)) {
        sum += (double) (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
      }
    }
    return Math.max(1, 1 + 2 / ((double) n * (n - 1) * (n - 2)) * sum);
  }

  private static double intercept(double[] y, double slope) {
    double[] rest = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      rest[i] = y[i] - slope * i;
    }
    Arrays.sort(rest);
    return median(rest);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
