package io.syncpulse.metric;

import io.syncpulse.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Outcomes per second through rolling windows, against Flink's sliding windows and Flink SQL's HOP
 * windows of the same sizes and measures, whose rows are compared first. Start-up of each job is
 * included. The slower a contestant, the fewer outcomes it gets: each of them costs the same.
 * Arguments: runs (default 5).
 */
final class WindowBenchmark {

  private static final int PARALLELISM = 2;

  /** A window that slides. */
  record Window(Duration size, Duration slide) {}

  /** Rows of one window, for every slide at the end of which it is not empty. */
  interface Contestant {
    DataStream<WindowRow> rows(DataStream<Outcome> outcomes, Duration size, Duration slide);
  }

  private static final List<Window> THREE =
      List.of(
          new Window(Duration.ofHours(1), Duration.ofMinutes(1)),
          new Window(Duration.ofHours(24), Duration.ofMinutes(15)),
          new Window(Duration.ofDays(7), Duration.ofHours(1)));
  private static final List<Window> FINE =
      List.of(new Window(Duration.ofDays(7), Duration.ofMinutes(1)));

  private WindowBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    for (List<Window> windows : List.of(THREE, FINE)) {
      List<WindowRow> sliding = collect(SlidingWindows::rows, new Outcomes(500, 5), THREE);
      List<WindowRow> hop = collect(HopWindows::rows, new Outcomes(500, 5), THREE);
      System.out.println(sliding.size() + " " + hop.size() + " " + sliding.equals(hop));
      rate(SlidingWindows::rows, new Outcomes(20_000, 200), THREE);
      rate(HopWindows::rows, new Outcomes(20_000, 200), THREE);
      rate(SlidingWindows::rows, new Outcomes(2_000, 20), FINE);
      rate(HopWindows::rows, new Outcomes(200, 2), FINE);
    }
  }

  static List<WindowRow> collect(Contestant contestant, Outcomes outcomes, List<Window> windows)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
    DataStream<Outcome> stream = outcomes.stream(env);
    List<DataStream<WindowRow>> l = new ArrayList<>();
    for (Window w : windows) l.add(contestant.rows(stream, w.size, w.slide));
    List<WindowRow> out = new ArrayList<>();
    try (var it = l.get(0).union(l.get(1), l.get(2)).executeAndCollect()) {
      it.forEachRemaining(out::add);
    }
    out.sort(java.util.Comparator.comparing(WindowRow::connection).thenComparing(WindowRow::windowSeconds).thenComparing(WindowRow::asOf));
    return out;
  }

  static double rate(Contestant contestant, Outcomes outcomes, List<Window> windows)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
    env.getConfig().enableObjectReuse();
    DataStream<Outcome> stream = outcomes.stream(env);
    for (Window window : windows) {
      contestant.rows(stream, window.size, window.slide).sinkTo(new DiscardingSink<>());
    }
    long cpu = cpu();
    long start = System.nanoTime();
    env.execute();
    double r = outcomes.count() / ((System.nanoTime() - start) / 1e9);
    System.out.printf("%s %s %.0f per cpu-s %.0f%n", outcomes, windows, r, outcomes.count() / ((cpu() - cpu) / 1e9));
    return r;
  }
  static long cpu() { return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(); }
}
