package io.syncpulse.metric;

import io.syncpulse.history.EventTimeMemory;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the windows of each scope. Emits a rolling row whenever a window changes, and hourly rows
 * to a side output: final ones as event time passes, preliminary ones once a second, or less often
 * where they speak of the past.
 */
public final class RollWindows extends KeyedProcessFunction<Scope, PaneChange, RollingRow>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** What happened in calendar hours. */
  public static final OutputTag<HourlyRow> HOURS =
      new OutputTag<>("hours", TypeInformation.of(HourlyRow.class));

  /** A row that is not final is at most so old: soon enough for people, and seldom for machines. */
  private static final long PREVIEW_MILLIS = Duration.ofSeconds(1).toMillis();

  /** Of a past that is being caught up with, all but the last would be for nobody. */
  private static final long PREVIEW_OF_PAST_MILLIS = Duration.ofSeconds(10).toMillis();

  private static final int PAST_MINUTES = 60;

  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final MetricRules rules;
  private final EventTimeMemory eventTime = new EventTimeMemory();

  private transient ValueState<ScopeState> states;
  private transient RollingWindows windows;
  private transient Emission rows;

  /**
   * @param rules which windows there are
   */
  public RollWindows(MetricRules rules) {
    this.rules = rules;
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
    states = getRuntimeContext().getState(new ValueStateDescriptor<>("windows", ScopeState.class));
    rows = new Emission();
    windows = new RollingWindows(rules, rows);
  }

  @Override
  public void processElement(PaneChange change, Context context, Collector<RollingRow> out)
      throws Exception {
    ScopeState state = states.value();
    if (state == null) {
      state = windows.begin(passed(context.timerService()), eventTime.isRestored());
    } else {
      windows.adapt(state);
    }
    windows.add(state, change.minute(), change.change());
    wakeUp(state, windows.firstEntry(change.minute()), context.timerService());
    if (rules.preliminary()) {
      long now = context.timerService().currentProcessingTime();
      boolean isPast = change.minute() < now / MINUTE_MILLIS - PAST_MINUTES;
      long wait = isPast ? PREVIEW_OF_PAST_MILLIS : PREVIEW_MILLIS;
      context.timerService().registerProcessingTimeTimer(now - now % wait + wait);
    }
    states.update(state);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RollingRow> out)
      throws Exception {
    ScopeState state = states.value();
    boolean isPreview = context.timeDomain() == TimeDomain.PROCESSING_TIME;
    if (state == null || (!isPreview && timestamp != lastMilli(state.timer))) {
      return; // all was forgotten, or another timer took this one's place
    }
    Scope scope = context.getCurrentKey();
    rows.to(out, context);
    windows.adapt(state);
    windows.advance(scope, state, passed(context.timerService()));
    if (isPreview) {
      windows.preview(scope, state, (int) (timestamp / MINUTE_MILLIS));
    } else if (RollingWindows.isOver(state)) {
      states.clear();
      return;
    } else {
      state.timer = ScopeState.END_OF_TIME;
      wakeUp(state, windows.nextChange(state), context.timerService());
    }
    states.update(state);
  }

  /** One timer is enough: when it fires it is known when the next change is due. */
  private void wakeUp(ScopeState state, int at, TimerService timers) {
    if (at < state.timer && at <= rules.until()) {
      state.timer = at;
      timers.registerEventTimeTimer(lastMilli(at));
    }
  }

  private static long lastMilli(int minute) {
    return minute * MINUTE_MILLIS - 1;
  }

  /** How many minutes event time has passed as a whole, up to where anything is stated. */
  private int passed(TimerService timers) {
    long watermark = eventTime.newest(timers.currentWatermark());
    // At the end of input it is the greatest long there is: first divide, then look on.
    long minutes = Math.floorDiv(watermark, MINUTE_MILLIS);
    boolean isWhole = Math.floorMod(watermark, MINUTE_MILLIS) == MINUTE_MILLIS - 1;
    long passed = isWhole ? minutes + 1 : minutes;
    return (int)
        Math.max(
            ScopeState.NEVER,
            Math.min(passed, Math.min(rules.until(), ScopeState.END_OF_TIME - 1)));
  }

  /** Where rows go while one key is served. */
  private final class Emission implements Rows {

    private Collector<RollingRow> out;
    private OnTimerContext context;

    void to(Collector<RollingRow> out, OnTimerContext context) {
      this.out = out;
      this.context = context;
    }

    @Override
    public void rolling(RollingRow row) {
      out.collect(row);
    }

    @Override
    public void hourly(HourlyRow row) {
      context.output(HOURS, row);
    }
  }
}
