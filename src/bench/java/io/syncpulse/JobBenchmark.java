package io.syncpulse;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.Ports;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one event costs the whole job without Postgres, under two circumstances in turn. Start-up of
 * each job is included. Arguments: the question, events (default 2,000,000), runs (default 5).
 * Questions are:
 *
 * <ul>
 *   <li>{@code windows}: one tumbling window of a minute, and the three windows by default
 *   <li>{@code slide}: 7 days sliding by an hour, and by a minute
 *   <li>{@code connections}: 1,000 connections, and 1,000,000
 * </ul>
 */
final class JobBenchmark {

  private static final String WINDOWS = "metrics.windows";

  /**
   * A circumstance.
   *
   * @param name what to call it
   * @param connections how many connections share the events
   * @param settings of the job
   */
  private record Circumstance(String name, int connections, Map<String, String> settings) {}

  private JobBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    List<Circumstance> two = circumstances(arguments[0]);
    int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000_000;
    int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free())) {
      EventLoad first = load(kafka, "first", events, two.get(0));
      EventLoad second =
          two.get(0).connections() == two.get(1).connections()
              ? first
              : load(kafka, "second", events, two.get(1));
      double[] ratios = new double[runs];
      // The first run warms up.
      for (int run = -1; run < runs; run++) {
        double one = rate(first, two.get(0));
        double other = rate(second, two.get(1));
        if (run >= 0) {
          ratios[run] = one / other;
          System.out.printf(
              Locale.ROOT,
              "run %d: %s %,.0f/s  %s %,.0f/s  cost of an event %.2f times%n",
              run + 1,
              two.get(0).name(),
              one,
              two.get(1).name(),
              other,
              ratios[run]);
        }
      }
      System.out.printf(Locale.ROOT, "median: %.2f times%n", BoundedJob.median(ratios));
    }
  }

  private static List<Circumstance> circumstances(String question) {
    return switch (question) {
      case "windows" ->
          List.of(
              new Circumstance("one window", 1_000, Map.of(WINDOWS, "1 min/1 min")),
              new Circumstance("three windows", 1_000, Map.of()));
      case "slide" ->
          List.of(
              new Circumstance("7 d/1 h", 1_000, Map.of(WINDOWS, "7 d/1 h")),
              new Circumstance("7 d/1 min", 1_000, Map.of(WINDOWS, "7 d/1 min")));
      case "connections" ->
          List.of(
              new Circumstance("1,000 connections", 1_000, Map.of()),
              new Circumstance("1,000,000 connections", 1_000_000, Map.of()));
      default -> throw new IllegalArgumentException("no such question: " + question);
    };
  }

  private static EventLoad load(
      EmbeddedKafka kafka, String topic, int events, Circumstance circumstance) {
    EventLoad load =
        new EventLoad(kafka.bootstrapServers(), topic, events, circumstance.connections());
    load.publish();
    return load;
  }

  private static double rate(EventLoad load, Circumstance circumstance) throws Exception {
    return load.events()
        / BoundedJob.seconds(env -> BoundedJob.syncpulse(env, load, circumstance.settings()));
  }
}
