package io.syncpulse.metric;

import io.syncpulse.history.Booking;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what happens in scopes that many connections share, pane by pane, before it is shuffled:
 * one busy platform is then no more than some records a second.
 *
 * <p>What was gathered goes on when it is much, when it has waited long enough, before a watermark,
 * so that nothing becomes late by waiting, before a checkpoint's barrier, so that this needs no
 * state, and at the end of input.
 */
public final class PreAggregate extends AbstractStreamOperator<PaneChange>
    implements OneInputStreamOperator<Booking, PaneChange> {

  private static final long serialVersionUID = 1L;

  /** Names come from outside: no more of them are held than this. */
  private static final int MOST_SOURCE_TYPES = 1_000;

  private final Set<Scope.Kind> kinds;
  private final int maxPanes;
  private final Duration maxAge;

  private transient Map<Pane, Measures> gathered;
  private transient Map<String, Scope> sourceTypes;
  private transient ScheduledFuture<?> timer;

  private record Pane(Scope scope, int minute) {}

  /**
   * @param kinds scopes to add up for
   * @param maxPanes how many panes are much
   * @param maxAge how long something may wait
   */
  public PreAggregate(Set<Scope.Kind> kinds, int maxPanes, Duration maxAge) {
    this.kinds = kinds;
    this.maxPanes = maxPanes;
    this.maxAge = maxAge;
  }

  @Override
  public void open() throws Exception {
    super.open();
    gathered = new HashMap<>();
    sourceTypes = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<Booking> element) {
    Booking booking = element.getValue();
    Measures change = BookedMeasures.of(booking);
    int minute = BookedMeasures.minute(booking);
    for (Scope.Kind kind : kinds) {
      Scope scope = scope(booking, kind);
      if (scope != null) {
        gathered.computeIfAbsent(new Pane(scope, minute), pane -> new Measures()).add(change);
      }
    }
    if (gathered.size() >= maxPanes) {
      emit();
    } else if (timer == null) {
      timer =
          getProcessingTimeService()
              .registerTimer(
                  getProcessingTimeService().getCurrentProcessingTime() + maxAge.toMillis(),
                  timestamp -> {
                    timer = null;
                    emit();
                  });
    }
  }

  /** A digest costs more than all the rest here, and there are few source types. */
  private Scope scope(Booking booking, Scope.Kind kind) {
    if (kind != Scope.Kind.SOURCE_TYPE || booking.sourceType() == null) {
      return BookedMeasures.scope(booking, kind);
    }
    if (sourceTypes.size() > MOST_SOURCE_TYPES) {
      sourceTypes.clear();
    }
    return sourceTypes.computeIfAbsent(booking.sourceType(), Scope::sourceType);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    emit();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emit();
  }

  @Override
  public void finish() throws Exception {
    emit();
    super.finish();
  }

  private void emit() {
    gathered.forEach(
        (pane, change) -> {
          if (!change.isZero()) {
            output.collect(new StreamRecord<>(new PaneChange(pane.scope(), pane.minute(), change)));
          }
        });
    gathered.clear();
  }
}
