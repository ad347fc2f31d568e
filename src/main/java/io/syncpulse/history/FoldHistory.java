package io.syncpulse.history;

import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Folds the observations of a connection into the histories of its jobs. Emits the new state of a
 * job whenever it changes; of the connection, and outcomes, to side outputs.
 */
public final class FoldHistory extends KeyedProcessFunction<Id, Observation, JobSnapshot> {

  private static final long serialVersionUID = 1L;

  /** What is known of the connection, whenever that changes. */
  public static final OutputTag<ConnectionSnapshot> CONNECTIONS =
      new OutputTag<>("connections", TypeInformation.of(ConnectionSnapshot.class));

  /** Outcomes of jobs, added and retracted. */
  public static final OutputTag<OutcomeChange> OUTCOMES =
      new OutputTag<>("outcomes", TypeInformation.of(OutcomeChange.class));

  private final HistoryRules rules;
  private final long latenessMicros;

  /** Jobs under way: few, and looked at every minute. */
  private transient MapState<Id, TrackedJob> open;

  /** Jobs that have ended or were lost: many, and looked at every hour. */
  private transient MapState<Id, TrackedJob> settled;

  private transient ValueState<ConnectionProfile> profile;
  private transient Counter folded;
  private transient Counter late;

  /**
   * @param rules when a job is lost, and when it is forgotten
   * @param lateness how far an observation may lie behind event time before it counts as late
   */
  public FoldHistory(HistoryRules rules, Duration lateness) {
    this.rules = rules;
    this.latenessMicros = TimeUnit.MILLISECONDS.toMicros(lateness.toMillis());
  }

  @Override
  public void open(OpenContext context) {
    open = jobs("open-jobs");
    settled = jobs("settled-jobs");
    profile =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("profile", ConnectionProfile.class));
    folded = getRuntimeContext().getMetricGroup().counter("folded");
    late = getRuntimeContext().getMetricGroup().counter("late");
  }

  @Override
  public void processElement(Observation observation, Context context, Collector<JobSnapshot> out)
      throws Exception {
    long now = micros(context.timerService().currentWatermark());
    (observation.at() + latenessMicros < now ? late : folded).inc();

    Id connection = context.getCurrentKey();
    ConnectionProfile known = describe(connection, observation, context);
    Id id = observation.job();
    TrackedJob job = open.get(id);
    boolean wasOpen = job != null;
    if (!wasOpen) {
      job = settled.get(id);
    }
    boolean wasSettled = !wasOpen && job != null;
    if (job == null) {
      job = new TrackedJob();
    }
    Outcome before = Outcome.of(connection, known, id, job);
    if (job.add(observation, now, rules)) {
      out.collect(job.snapshot(connection, id));
      correct(before, Outcome.of(connection, known, id, job), context);
    }
    if (job.isSettled()) {
      keep(id, job, settled, !wasSettled, context);
      if (wasOpen) {
        open.remove(id);
      }
    } else {
      keep(id, job, open, !wasOpen, context);
      if (wasSettled) {
        settled.remove(id);
      }
    }
  }

  /** The silent jobs are lost; on the hour, those that can no longer matter are forgotten. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<JobSnapshot> out)
      throws Exception {
    long now = micros(timestamp);
    loseTheSilent(now, context, out);
    if (now % TrackedJob.HOUR == 0) {
      forgetTheOld(now, context);
    }
  }

  private void loseTheSilent(long now, OnTimerContext context, Collector<JobSnapshot> out)
      throws Exception {
    Id connection = context.getCurrentKey();
    Iterator<Map.Entry<Id, TrackedJob>> each = open.iterator();
    while (each.hasNext()) {
      Map.Entry<Id, TrackedJob> entry = each.next();
      TrackedJob job = entry.getValue();
      if (job.inferLoss(now, rules)) {
        each.remove();
        out.collect(job.snapshot(connection, entry.getKey()));
        correct(null, Outcome.of(connection, profile.value(), entry.getKey(), job), context);
        keep(entry.getKey(), job, settled, true, context);
      } else if (job.dueAt <= now) {
        job.dueAt = Long.MAX_VALUE;
        schedule(job, false, context);
        entry.setValue(job);
      }
    }
    clearIfEmpty(open);
  }

  private void forgetTheOld(long now, OnTimerContext context) throws Exception {
    Iterator<Map.Entry<Id, TrackedJob>> each = settled.iterator();
    while (each.hasNext()) {
      Map.Entry<Id, TrackedJob> entry = each.next();
      TrackedJob job = entry.getValue();
      if (job.dueAt > now) {
        continue;
      }
      if (job.isForgettable(now, rules)) {
        each.remove();
      } else {
        job.dueAt = Long.MAX_VALUE;
        schedule(job, false, context);
        entry.setValue(job);
      }
    }
    clearIfEmpty(settled);
    if (settled.isEmpty() && open.isEmpty()) {
      profile.clear();
    }
  }

  private void keep(
      Id id, TrackedJob job, MapState<Id, TrackedJob> among, boolean moved, Context context)
      throws Exception {
    schedule(job, moved, context);
    among.put(id, job);
  }

  private void schedule(TrackedJob job, boolean moved, Context context) {
    if (job.schedule(rules, moved)) {
      context.timerService().registerEventTimeTimer(TimeUnit.MICROSECONDS.toMillis(job.dueAt));
    }
  }

  /** A map that was emptied by its iterator is still an entry of its key in the heap backend. */
  private static void clearIfEmpty(MapState<Id, TrackedJob> jobs) throws Exception {
    if (jobs.isEmpty()) {
      jobs.clear();
    }
  }

  private MapState<Id, TrackedJob> jobs(String name) {
    return getRuntimeContext()
        .getMapState(new MapStateDescriptor<>(name, Id.class, TrackedJob.class));
  }

  private ConnectionProfile describe(Id connection, Observation observation, Context context)
      throws Exception {
    ConnectionProfile known = profile.value();
    if (known == null) {
      known = new ConnectionProfile();
    }
    Id organization = known.organization;
    String sourceType = known.sourceType();
    if (known.add(observation)) {
      profile.update(known);
      context.output(CONNECTIONS, known.snapshot(connection));
      if (!Objects.equals(organization, known.organization)
          || !Objects.equals(sourceType, known.sourceType())) {
        moveOutcomes(connection, organization, sourceType, known, context);
      }
    }
    return known;
  }

  /** Outcomes say whose they are: when that changes, all that were given out change with it. */
  private void moveOutcomes(
      Id connection, Id organization, String sourceType, ConnectionProfile known, Context context)
      throws Exception {
    for (Map.Entry<Id, TrackedJob> entry : settled.entries()) {
      Outcome now = Outcome.of(connection, known, entry.getKey(), entry.getValue());
      if (now != null) {
        correct(now.ownedBy(organization, sourceType), now, context);
      }
    }
  }

  private static void correct(Outcome before, Outcome after, Context context) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      context.output(OUTCOMES, new OutcomeChange(before, true));
    }
    if (after != null) {
      context.output(OUTCOMES, new OutcomeChange(after, false));
    }
  }

  private static long micros(long watermark) {
    // Before the first watermark event time is at its minimum, at the end of input at its maximum.
    return TimeUnit.MILLISECONDS.toMicros(watermark);
  }
}
