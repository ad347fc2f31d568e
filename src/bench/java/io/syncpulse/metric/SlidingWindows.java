package io.syncpulse.metric;

import io.syncpulse.event.Id;
import io.syncpulse.history.Booking;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Flink's own sliding windows over {@link Measures}: each outcome is added to every window that it
 * lies in, and a row is computed at the end of every window. What an outcome adds is worked out
 * once, before.
 */
public final class SlidingWindows {

  private SlidingWindows() {}

  static DataStream<WindowRow> rows(DataStream<Booking> outcomes, Window window) {
    return outcomes
        .map(outcome -> new Addition(outcome.connection(), BookedMeasures.of(outcome)))
        .returns(Addition.class)
        .keyBy(Addition::connection)
        .window(
            SlidingEventTimeWindows.of(
                Duration.ofMinutes(window.size()), Duration.ofMinutes(window.slide())))
        .aggregate(new Add(), new Label());
  }

  /** What one outcome adds to the windows of its connection. */
  public record Addition(Id connection, Measures measures) {}

  private static final class Add implements AggregateFunction<Addition, Measures, Figures> {
    private static final long serialVersionUID = 1L;

    @Override
    public Measures createAccumulator() {
      return new Measures();
    }

    @Override
    public Measures add(Addition addition, Measures sum) {
      sum.add(addition.measures());
      return sum;
    }

    @Override
    public Figures getResult(Measures sum) {
      return Figures.of(sum);
    }

    @Override
    public Measures merge(Measures sum, Measures other) {
      sum.add(other);
      return sum;
    }
  }

  private static final class Label
      extends ProcessWindowFunction<Figures, WindowRow, Id, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        Id connection, Context context, Iterable<Figures> figures, Collector<WindowRow> out) {
      long start = context.window().getStart() / 1_000;
      long end = context.window().getEnd() / 1_000;
      out.collect(new WindowRow(connection, (int) (end - start), end, figures.iterator().next()));
    }
  }
}
