package io.syncpulse.metric;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The buckets of a {@link Histogram}: for any duration from 1 ms to 30 days the value of its bucket
 * is at most 1 % off (0.9901 % at the most).
 *
 * <ul>
 *   <li>Bucket 0 holds what is shorter than 1 ms; its value is 0.
 *   <li>Bucket i, from 1 to {@value #LAST_REGULAR}, holds what is longer than 1.02^(i-1) ms and at
 *       most 1.02^i ms long, and bucket 1 exactly 1 ms, too. Its value, 2 · 1.02^i / 2.02 ms, is as
 *       far from the one end as from the other, relatively.
 *   <li>Bucket {@value #BEYOND} holds what is longer than the longest of these, a little more than
 *       30 days; its value is that border.
 * </ul>
 *
 * <p>The borders are whole microseconds (1.02^i ms rounded down), computed in whole numbers, so
 * that the same borders in SQL are the same to the microsecond: no logarithm decides.
 *
 * @see <a href="https://arxiv.org/abs/1908.10693">DDSketch, section 2: the logarithmic mapping</a>
 */
public final class Buckets {

  /** The last bucket that keeps the guarantee: it holds 30 days. */
  public static final int LAST_REGULAR = 1095;

  /** The bucket of what is longer. */
  public static final int BEYOND = LAST_REGULAR + 1;

  private static final long FIRST_MICROS = 1_000;
  private static final double LOG_GROWTH = Math.log(1.02);

  /** At i the longest duration of bucket i, microseconds; at 0 the longest below 1 ms. */
  private static final long[] LONGEST = new long[LAST_REGULAR + 1];

  private static final double[] SECONDS = new double[BEYOND + 1];

  static {
    BigInteger numerator = BigInteger.valueOf(FIRST_MICROS);
    BigInteger denominator = BigInteger.ONE;
    LONGEST[0] = FIRST_MICROS - 1;
    for (int i = 1; i <= LAST_REGULAR; i++) {
      numerator = numerator.multiply(BigInteger.valueOf(51));
      denominator = denominator.multiply(BigInteger.valueOf(50));
      LONGEST[i] = numerator.divide(denominator).longValueExact();
      SECONDS[i] = FIRST_MICROS / 1e6 * Math.pow(1.02, i) * 2 / 2.02;
    }
    SECONDS[BEYOND] = LONGEST[LAST_REGULAR] / 1e6;
  }

  private Buckets() {}

  /**
   * The bucket that holds a duration.
   *
   * @param micros the duration in microseconds; a negative one counts as none
   */
  public static int of(long micros) {
    if (micros < FIRST_MICROS) {
      return 0;
    }
    if (micros > LONGEST[LAST_REGULAR]) {
      return BEYOND;
    }
    // The logarithm may miss by one bucket, at a border; the border itself decides.
    int guess = (int) Math.ceil(Math.log(micros / (double) FIRST_MICROS) / LOG_GROWTH);
    int bucket = Math.min(Math.max(guess, 1), LAST_REGULAR);
    if (micros > LONGEST[bucket]) {
      return bucket + 1;
    }
    return bucket > 1 && micros <= LONGEST[bucket - 1] ? bucket - 1 : bucket;
  }

  /** The value of a bucket, in seconds. */
  public static double seconds(int bucket) {
    return SECONDS[bucket];
  }

  /** The longest duration of each bucket but {@link #BEYOND}, in microseconds, ascending. */
  public static long[] longest() {
    return Arrays.copyOf(LONGEST, LONGEST.length);
  }
}
