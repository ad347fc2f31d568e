package io.syncpulse.metric;

import io.syncpulse.history.Outcome;

/** TEMP. */
final class Added {
  private Added() {}

  static Measures by(Outcome outcome) {
    Long startedAt = outcome.startedAt();
    return by(
        outcome.kind().ordinal(),
        startedAt == null ? null : startedAt - outcome.createdAt(),
        startedAt == null ? null : outcome.endedAt() - startedAt,
        outcome.counts().inserted(),
        outcome.counts().updated(),
        outcome.counts().deleted());
  }

  static Measures by(int kind, Long queued, Long ran, long inserted, long updated, long deleted) {
    Measures sum = new Measures();
    sum.add(kind, 1);
    sum.add(Measures.INSERTED, inserted);
    sum.add(Measures.UPDATED, updated);
    sum.add(Measures.DELETED, deleted);
    if (ran != null) {
      sum.addQueueTime(queued);
      if (kind <= Outcome.Kind.FAILED.ordinal()) {
        sum.addDuration(ran);
      } else if (kind == Outcome.Kind.CANCELLED.ordinal()) {
        sum.add(Measures.CANCELLED_RUNNING, ran);
      }
    }
    return sum;
  }

  static Figures figures(Measures m) {
    Histogram d = m.durations();
    Histogram q = m.queueTimes();
    double n = d.count();
    double mean = n == 0 ? Double.NaN : m.durationMicros() / n / 1e6;
    double sd =
        n == 0
            ? Double.NaN
            : Math.sqrt(m.durationMicrosSquared().doubleValue() / n / 1e12 - mean * mean);
    return new Figures(
        m.completed(), m.failed(), m.cancelled(), m.lost(), d.percentile(50), d.percentile(90),
        d.percentile(95), d.percentile(99), d.percentile(0), d.percentile(100), mean, sd,
        q.percentile(50), q.percentile(95), m.inserted(), m.updated(), m.deleted(), m.runningMicros());
  }
}
