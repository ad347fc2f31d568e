package io.syncpulse.metric;

import io.syncpulse.history.Booking;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Outcomes per second through the rolling windows of connections, against Flink's sliding windows
 * and Flink SQL's HOP windows of the same measures. The rows of all three are compared first, at
 * every slide. Start-up of each job is included. The slower a contestant, the fewer outcomes it
 * gets, and the fewer connections, so that each outcome costs the same. Arguments: runs of the fast
 * one (default 5), and of the slow ones (default 3).
 */
final class WindowBenchmark {

  private static final int PARALLELISM = 2;
  private static final int LATENESS = 24 * 60;
  private static final Window DAY = Window.rolling(24 * 60, 15);

  /** The windows by default; then one of 7 days that slides by a minute. */
  private static final List<Window> THREE =
      List.of(Window.rolling(60, 1), DAY, Window.rolling(7 * 24 * 60, 60));

  private static final List<Window> FINE = List.of(Window.rolling(7 * 24 * 60, 1));

  private final List<Window> windows;

  private WindowBenchmark(List<Window> windows) {
    this.windows = windows;
  }

  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int slowRuns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Outcomes many = new Outcomes(1_000_000, 1_000);
    for (Window window : THREE) {
      new WindowBenchmark(List.of(window)).compareRows(new Outcomes(1_000, 10));
    }
    new WindowBenchmark(FINE).compareRows(new Outcomes(100, 1));
    new WindowBenchmark(THREE)
        .compareRates(runs, many, slowRuns, new Outcomes(20_000, 200), new Outcomes(20_000, 200));
    new WindowBenchmark(FINE)
        .compareRates(runs, many, slowRuns, new Outcomes(2_000, 20), new Outcomes(200, 2));
  }

  /** Adds the rows of every window to a job. */
  private interface Contestant {
    void discardRows(DataStream<Booking> outcomes);
  }

  private void compareRows(Outcomes outcomes) throws Exception {
    Window window = windows.get(0);
    Map<EverySlide.Place, Figures> rows =
        EverySlide.ofChanges(rolling(outcomes.stream(environment())), window.slide() * 60);
    boolean equal =
        rows.equals(EverySlide.of(SlidingWindows.rows(outcomes.stream(environment()), window)))
            && rows.equals(EverySlide.of(HopWindows.rows(outcomes.stream(environment()), window)));
    if (!equal) {
      throw new IllegalStateException("rows differ in " + described());
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows of %,d outcomes are equal%n",
        described(),
        rows.size(),
        outcomes.count());
  }

  private void compareRates(int runs, Outcomes many, int slowRuns, Outcomes fewer, Outcomes fewest)
      throws Exception {
    double syncpulse =
        median("syncpulse", runs, many, o -> rolling(o).sinkTo(new DiscardingSink<>()));
    double sliding =
        median(
            "SlidingEventTimeWindows",
            slowRuns,
            fewer,
            o -> windows.forEach(w -> SlidingWindows.rows(o, w).sinkTo(new DiscardingSink<>())));
    double hop =
        median(
            "SQL HOP",
            slowRuns,
            fewest,
            o -> windows.forEach(w -> HopWindows.rows(o, w).sinkTo(new DiscardingSink<>())));
    System.out.printf(
        Locale.ROOT,
        "%s: medians: syncpulse %,.0f outcomes/s, %.0f times SlidingEventTimeWindows, %.0f times SQL HOP%n",
        described(),
        syncpulse,
        syncpulse / sliding,
        syncpulse / hop);
  }

  private double median(String name, int runs, Outcomes outcomes, Contestant contestant)
      throws Exception {
    double[] rates = new double[runs];
    // The first run warms up.
    for (int run = -1; run < runs; run++) {
      StreamExecutionEnvironment env = environment();
      contestant.discardRows(outcomes.stream(env));
      long start = System.nanoTime();
      env.execute();
      double rate = outcomes.count() / ((System.nanoTime() - start) / 1e9);
      if (run >= 0) {
        rates[run] = rate;
        System.out.printf(
            Locale.ROOT, "%s: run %d: %s %,.0f outcomes/s%n", described(), run + 1, name, rate);
      }
    }
    Arrays.sort(rates);
    return rates[runs / 2];
  }

  private DataStream<RollingRow> rolling(DataStream<Booking> outcomes) {
    return outcomes
        .map(new BookPanes())
        .keyBy(PaneChange::scope)
        .process(new RollWindows(MetricRules.of(windows, LATENESS, false, null)));
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    return StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
  }

  private String described() {
    StringBuilder text = new StringBuilder();
    for (Window window : windows) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(window.size() / 60)
          .append(" h/")
          .append(window.slide())
          .append(" min");
    }
    return text.toString();
  }
}
