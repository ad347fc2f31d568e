package io.syncpulse.metric;

import java.math.BigInteger;

/**
 * What is said of the jobs of a scope and a stretch of time. Times are seconds unless they say
 * otherwise; NaN where there is nothing to say.
 *
 * @param completed jobs that completed
 * @param failed jobs that failed
 * @param cancelled jobs that were cancelled
 * @param lost jobs of which nothing more was heard
 * @param durationP50 of the durations of completed and failed jobs with a known start the one that
 *     half of them do not exceed, by nearest rank, within 1 %; the next three likewise
 * @param durationMin their shortest, within 1 %
 * @param durationMax their longest, within 1 %
 * @param durationMean their mean, exact
 * @param durationStddev their population standard deviation, exact
 * @param queueP50 of the times between creation and start of all jobs with a known start the one
 *     that half of them do not exceed, within 1 %; the next likewise
 * @param inserted entities that were new
 * @param updated entities that had changed
 * @param deleted entities that were gone
 * @param runningMicros how long completed, failed and cancelled jobs with a known start ran, in
 *     microseconds
 */
public record Figures(
    long completed,
    long failed,
    long cancelled,
    long lost,
    double durationP50,
    double durationP90,
    double durationP95,
    double durationP99,
    double durationMin,
    double durationMax,
    double durationMean,
    double durationStddev,
    double queueP50,
    double queueP95,
    long inserted,
    long updated,
    long deleted,
    long runningMicros) {

  private static final double MICROS = 1e6;

  static Figures of(Measures measures) {
    Histogram durations = measures.durations();
    double[] duration = durations.percentiles(0, 50, 90, 95, 99, 100);
    double[] queueTime = measures.queueTimes().percentiles(50, 95);
    return new Figures(
        measures.completed(),
        measures.failed(),
        measures.cancelled(),
        measures.lost(),
        duration[1],
        duration[2],
        duration[3],
        duration[4],
        duration[0],
        duration[5],
        measures.durationMicros() / MICROS / orNan(durations.count()),
        stddev(measures, durations.count()),
        queueTime[0],
        queueTime[1],
        measures.inserted(),
        measures.updated(),
        measures.deleted(),
        measures.runningMicros());
  }

  private static double orNan(long count) {
    return count == 0 ? Double.NaN : count;
  }

  /** In whole numbers up to the root: the squares are large, and their difference may be small. */
  private static double stddev(Measures measures, long count) {
    if (count < 2) {
      return count == 1 ? 0 : Double.NaN;
    }
    BigInteger sum = BigInteger.valueOf(measures.durationMicros());
    BigInteger squares = measures.durationMicrosSquared().multiply(BigInteger.valueOf(count));
    double countSquaredTimesVariance = squares.subtract(sum.multiply(sum)).doubleValue();
    return Math.sqrt(countSquaredTimesVariance) / count / MICROS;
  }
}
