package io.syncpulse;

import io.syncpulse.event.EventTimeStrategy;
import io.syncpulse.event.ParseEvents;
import io.syncpulse.event.ParsedRecord;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that reads a topic to its end, on two cores; and Syncpulse as one, without Postgres. */
final class BoundedJob {

  private static final int PARALLELISM = 2;

  private BoundedJob() {}

  /** How long a job takes, its start-up included. */
  static double seconds(Consumer<StreamExecutionEnvironment> job) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
    job.accept(env);
    long start = System.nanoTime();
    env.execute();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The whole job, but what it would write to Postgres is discarded. */
  static void syncpulse(
      StreamExecutionEnvironment env, EventLoad load, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("mode", "bounded");
    JobSettings checked = JobSettings.of(all);
    env.configure(FlinkDefaults.of(env.getConfiguration(), checked));
    SyncPulseTopology.build(
        env,
        new SyncPulseTopology.SourcesAndSinks(
            load.<ParsedRecord>source().setDeserializer(new ParseEvents(Clock.systemUTC())).build(),
            new EventTimeStrategy(checked.eventTimeBounds(), Clock.systemUTC()),
            EventLoad.PARTITIONS,
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>()),
        checked);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
