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
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Folds the observations of a connection into the histories of its jobs. Emits the new state of a
 * job whenever it changes; of the connection, and what metrics count, to side outputs.
 */
public final class FoldHistory extends KeyedProcessFunction<Id, Observation, JobSnapshot>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** What is known of the connection, whenever that changes. */
  public static final OutputTag<ConnectionSnapshot> CONNECTIONS =
      new OutputTag<>("connections", TypeInformation.of(ConnectionSnapshot.class));

  /** What metrics count, added and retracted. */
  public static final OutputTag<Booking> BOOKINGS =
      new OutputTag<>("bookings", TypeInformation.of(Booking.class));

  /** Outcomes that came, or were taken back, too late for that. */
  public static final OutputTag<OutcomeChange> LATE_OUTCOMES =
      new OutputTag<>("late-outcomes", TypeInformation.of(OutcomeChange.class));

  private final HistoryRules rules;
  private final long latenessMicros;
  private final EventTimeMemory eventTime = new EventTimeMemory();

  private transient TrackedJobs jobs;
  private transient ValueState<ConnectionProfile> profile;
  private transient Counter folded;
  private transient Counter late;
  private transient Counter booked;
  private transient Counter bookedTooLate;

  /**
   * @param rules when a job is lost, and when it is forgotten
   * @param lateness how far an observation may lie behind event time before it counts as late
   */
  public FoldHistory(HistoryRules rules, Duration lateness) {
    this.rules = rules;
    this.latenessMicros = TimeUnit.MILLISECONDS.toMicros(lateness.toMillis());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    eventTime.initialize(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    eventTime.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    jobs = new TrackedJobs(rules, getRuntimeContext());
    profile =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("profile", ConnectionProfile.class));
    folded = getRuntimeContext().getMetricGroup().counter("folded");
    late = getRuntimeContext().getMetricGroup().counter("late");
    booked = getRuntimeContext().getMetricGroup().counter("booked");
    bookedTooLate = getRuntimeContext().getMetricGroup().counter("booked_too_late");
  }

  @Override
  public void processElement(Observation observation, Context context, Collector<JobSnapshot> out)
      throws Exception {
    long now = micros(eventTime.newest(context.timerService().currentWatermark()));
    (observation.at() + latenessMicros < now ? late : folded).inc();

    Id connection = context.getCurrentKey();
    ConnectionProfile known = describe(connection, observation, now, context);
    Id id = observation.job();
    if (id == null) {
      return; // of the connection itself
    }
    TrackedJob job = jobs.find(id);
    Boolean wasSettled = job.isNew() ? null : job.isSettled();
    int batch = observation.batch();
    Booking outcomeBefore = Bookings.outcome(connection, known, id, job);
    Booking batchBefore = Bookings.batch(connection, known, job, batch);
    if (job.add(observation, now, rules)) {
      out.collect(job.snapshot(connection, id));
      correct(outcomeBefore, Bookings.outcome(connection, known, id, job), now, context);
      correct(batchBefore, Bookings.batch(connection, known, job, batch), now, context);
    }
    jobs.keep(id, job, wasSettled, timers(context));
  }

  /** The silent jobs are lost, the old ones are forgotten. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<JobSnapshot> out)
      throws Exception {
    long now = micros(timestamp);
    Id connection = context.getCurrentKey();
    // A late repetition of a job long forgotten is lost at once, in a past that is over.
    long known = Math.max(now, micros(eventTime.newest()));
    jobs.loseTheSilent(
        now,
        timers(context),
        (id, job) -> {
          out.collect(job.snapshot(connection, id));
          Booking outcome = Bookings.outcome(connection, profile.value(), id, job);
          correct(null, outcome, known, context);
        });
    jobs.forgetTheOld(now, timers(context));
  }

  private static TrackedJobs.Timers timers(Context context) {
    return micros ->
        context.timerService().registerEventTimeTimer(TimeUnit.MICROSECONDS.toMillis(micros));
  }

  private ConnectionProfile describe(
      Id connection, Observation observation, long now, Context context) throws Exception {
    ConnectionProfile known = profile.value();
    if (known == null) {
      known = new ConnectionProfile();
    }
    Id organization = known.organization;
    String sourceType = known.firstSourceType;
    if (known.add(observation)) {
      profile.update(known);
      context.output(CONNECTIONS, known.snapshot(connection));
      if (!Objects.equals(organization, known.organization)
          || !Objects.equals(sourceType, known.firstSourceType)) {
        moveBookings(connection, organization, sourceType, known, now, context);
      }
    }
    return known;
  }

  /** Bookings say whose they are: when that changes, all that were given out change with it. */
  private void moveBookings(
      Id connection,
      Id organization,
      String sourceType,
      ConnectionProfile known,
      long now,
      Context context)
      throws Exception {
    for (Iterable<Map.Entry<Id, TrackedJob>> some : jobs.all()) {
      for (Map.Entry<Id, TrackedJob> job : some) {
        for (Booking booking : Bookings.of(connection, known, job.getKey(), job.getValue())) {
          correct(booking.ownedBy(organization, sourceType), booking, now, context);
        }
      }
    }
  }

  private void correct(Booking before, Booking after, long now, Context context) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      book(before.retracted(), now, context);
    }
    if (after != null) {
      book(after, now, context);
    }
  }

  /** What is too late stays as it is in the windows, and is told apart. */
  private void book(Booking booking, long now, Context context) {
    if (booking.at() + latenessMicros >= now) {
      booked.inc();
      context.output(BOOKINGS, booking);
      return;
    }
    bookedTooLate.inc();
    if (booking.outcome() != null) {
      context.output(LATE_OUTCOMES, new OutcomeChange(booking.outcome(), booking.isRetraction()));
    }
  }

  private static long micros(long watermark) {
    // Before the first watermark event time is at its minimum, at the end of input at its maximum.
    return TimeUnit.MILLISECONDS.toMicros(watermark);
  }
}
