package io.syncpulse.event;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives each row of a job its connection, which only the row of that connection tells: both name
 * the sync that they are keyed by. A job whose connection has not come yet waits for it; what waits
 * too long, or to the end of the input, is a dead letter. Rows of connections go on at once.
 */
public final class FindConnection extends KeyedProcessFunction<Id, ParsedRecord, Observation> {

  private static final long serialVersionUID = 1L;

  /** The watermark that ends a bounded input. */
  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final long waitMillis;
  private final InstantSource clock;

  private transient ValueState<SyncOwner> owner;
  private transient ListState<WaitingRow> waiting;
  private transient Counter waited;
  private transient Counter deadLettered;
  private transient long openedAt;

  /**
   * @param wait how long a job waits for its connection, on the clock
   * @param clock must be serializable
   */
  public FindConnection(Duration wait, InstantSource clock) {
    this.waitMillis = wait.toMillis();
    this.clock = clock;
  }

  /** The sync that a row names. A connection that has none yet goes by its own id. */
  public static Id key(ParsedRecord row) {
    Id sync = row.observation().facts().sync();
    return sync != null ? sync : row.observation().connection();
  }

  @Override
  public void open(OpenContext context) {
    owner = getRuntimeContext().getState(new ValueStateDescriptor<>("owner", SyncOwner.class));
    waiting =
        getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", WaitingRow.class));
    waited = getRuntimeContext().getMetricGroup().counter("waited");
    deadLettered = getRuntimeContext().getMetricGroup().counter("dead_lettered");
    openedAt = clock.millis();
  }

  @Override
  public void processElement(ParsedRecord record, Context context, Collector<Observation> out)
      throws Exception {
    Observation row = record.observation();
    SyncOwner known = owner.value();
    if (row.connection() == null) {
      if (known != null) {
        out.collect(known.own(row));
      } else {
        waited.inc();
        long now = context.timerService().currentProcessingTime();
        waiting.add(hold(record, now, context));
      }
      return;
    }
    out.collect(row);
    if (row.facts().sync() != null) {
      SyncOwner found = SyncOwner.firstOf(known, SyncOwner.of(row));
      if (!found.equals(known)) {
        owner.update(found);
      }
      if (known == null) {
        release(found, context, out);
      }
    }
  }

  private WaitingRow hold(ParsedRecord record, long from, Context context) {
    WaitingRow row = new WaitingRow(record, from + waitMillis);
    context.timerService().registerProcessingTimeTimer(row.until());
    context.timerService().registerEventTimeTimer(END_OF_INPUT);
    return row;
  }

  private void release(SyncOwner found, Context context, Collector<Observation> out)
      throws Exception {
    for (WaitingRow row : waiting.get()) {
      out.collect(found.own(row.record().observation()));
      context.timerService().deleteProcessingTimeTimer(row.until());
    }
    context.timerService().deleteEventTimeTimer(END_OF_INPUT);
    waiting.clear();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Observation> out)
      throws Exception {
    boolean isEnd = context.timeDomain() == TimeDomain.EVENT_TIME;
    List<WaitingRow> remaining = new ArrayList<>();
    for (WaitingRow row : waiting.get()) {
      if (row.until() > timestamp) {
        remaining.add(row);
      } else if (row.until() < openedAt && !isEnd) {
        // It fell due while the job was away: its connection may be among what is still unread.
        remaining.add(hold(row.record(), openedAt, context));
      } else {
        deadLettered.inc();
        context.output(SplitRecords.DEAD_LETTERS, row.record().deadLetter());
        context.timerService().deleteProcessingTimeTimer(row.until());
      }
    }
    waiting.update(remaining);
    if (remaining.isEmpty()) {
      context.timerService().deleteEventTimeTimer(END_OF_INPUT);
    }
  }
}
