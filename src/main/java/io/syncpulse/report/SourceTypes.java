package io.syncpulse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Durations, queue times and entities of the jobs that were created in a period, by source type.
 * Memory is bounded, whatever the events call their sources: of more than {@value #MOST} types
 * those that come later are counted together.
 */
final class SourceTypes {

  private static final int MOST = 256;
  private static final String UNKNOWN = "(unknown)";
  private static final String OTHERS = "(others)";

  /** The name of the row of all. */
  static final String ALL = "(all)";

  /**
   * One source type; durations in seconds, each null if there are too few.
   *
   * @param sourceType its name, or one in parentheses
   * @param jobs how many were created
   * @param durations how many completed or failed with a known start
   * @param queueTimes how many have a known start
   * @param entities inserted, updated and deleted ones
   * @param runningSeconds how long they ran within the period
   */
  public record Row(
      String sourceType,
      long jobs,
      long durations,
      Double durationP50,
      Double durationP95,
      Double durationP99,
      long queueTimes,
      Double queueP50,
      Double queueP95,
      Double queueP99,
      long entities,
      double runningSeconds) {

    /** Null when they did not run. */
    public Double entitiesPerRunningSecond() {
      return runningSeconds > 0 ? (Double) (entities / runningSeconds) : null;
    }
  }

  private static final class Sums {
    private long jobs;
    private final Durations durations = new Durations();
    private final Durations queueTimes = new Durations();
    private long entities;
    private double runningMicros;

    private Row row(String name) {
      return new Row(
          name,
          jobs,
          durations.count(),
          durations.percentile(50),
          durations.percentile(95),
          durations.percentile(99),
          queueTimes.count(),
          queueTimes.percentile(50),
          queueTimes.percentile(95),
          queueTimes.percentile(99),
          entities,
          runningMicros / 1e6);
    }
  }

  private final Period period;
  private final Map<String, Sums> byType = new HashMap<>();
  private final Sums all = new Sums();

  SourceTypes(Period period) {
    this.period = period;
  }

  void add(JobSpan job) {
    if (!period.contains(job.createdAt())) {
      return;
    }
    String name = job.sourceType() == null ? UNKNOWN : job.sourceType();
    if (!byType.containsKey(name) && byType.size() >= MOST) {
      name = OTHERS;
    }
    add(job, byType.computeIfAbsent(name, first -> new Sums()));
    add(job, all);
  }

  private void add(JobSpan job, Sums sums) {
    sums.jobs++;
    sums.entities += job.entities();
    if (job.started()) {
      sums.queueTimes.add(job.queueMicros());
      sums.runningMicros += job.runMicros(period.to());
      if (job.finished()) {
        sums.durations.add(job.runMicros(JobSpan.NEVER));
      }
    }
  }

  /** How many jobs were created in the period. */
  long jobs() {
    return all.jobs;
  }

  /** A row for all, then each source type, the one with the most jobs first. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(all.row(ALL));
    byType.entrySet().stream()
        .map(type -> type.getValue().row(type.getKey()))
        .sorted(Comparator.comparingLong(Row::jobs).reversed().thenComparing(Row::sourceType))
        .forEach(rows::add);
    return rows;
  }
}
