package io.syncpulse.history;

import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
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

  private transient TrackedJobs jobs;
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
    jobs = new TrackedJobs(rules, getRuntimeContext());
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
    TrackedJob job = jobs.find(id);
    Boolean wasSettled = job.isNew() ? null : job.isSettled();
    Outcome before = Outcome.of(connection, known, id, job);
    if (job.add(observation, now, rules)) {
      out.collect(job.snapshot(connection, id));
      correct(before, Outcome.of(connection, known, id, job), context);
    }
    jobs.keep(id, job, wasSettled, timers(context));
  }

  /** The silent jobs are lost, the old ones are forgotten. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<JobSnapshot> out)
      throws Exception {
    long now = micros(timestamp);
    Id connection = context.getCurrentKey();
    jobs.loseTheSilent(
        now,
        timers(context),
        (id, job) -> {
          out.collect(job.snapshot(connection, id));
          correct(null, Outcome.of(connection, profile.value(), id, job), context);
        });
    jobs.forgetTheOld(now, timers(context));
    if (jobs.isEmpty()) {
      profile.clear();
    }
  }

  private static TrackedJobs.Timers timers(Context context) {
    return micros ->
        context.timerService().registerEventTimeTimer(TimeUnit.MICROSECONDS.toMillis(micros));
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
    for (Map.Entry<Id, TrackedJob> entry : jobs.settled()) {
      Outcome now = Outcome.of(connection, known, entry.getKey(), entry.getValue());
      correct(now.ownedBy(organization, sourceType), now, context);
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
