package io.syncpulse;

import io.syncpulse.event.EventTimeStrategy;
import io.syncpulse.event.ParseEvents;
import io.syncpulse.event.ParsedRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.common.utils.Utils;

/** A job that reads a topic to its end, on two cores; and Syncpulse as one, without Postgres. */
final class BoundedJob {

  static final int PARALLELISM = 2;

  private BoundedJob() {}

  /** How long a job takes, its start-up and its last checkpoint included. */
  static double seconds(Consumer<StreamExecutionEnvironment> job) throws Exception {
    Path checkpoints = Files.createTempDirectory("syncpulse-bench-");
    try {
      // Otherwise they would be kept in memory, which takes no more than 5 MB of each part.
      Configuration configuration =
          new Configuration()
              .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
      job.accept(env);
      long start = System.nanoTime();
      env.execute();
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Utils.delete(checkpoints.toFile());
    }
  }

  /** Reads the events and does nothing with them. */
  static void discard(StreamExecutionEnvironment env, EventLoad load) {
    env.fromSource(
            load.<byte[]>boundedSource().setValueOnlyDeserializer(new Bytes()).build(),
            WatermarkStrategy.noWatermarks(),
            "read")
        .sinkTo(new DiscardingSink<>());
  }

  /** The whole job, but what it would write to Postgres is discarded. */
  static void syncpulse(
      StreamExecutionEnvironment env, EventLoad load, Map<String, String> settings) {
    Map<String, String> bounded = new HashMap<>(settings);
    bounded.put("mode", "bounded");
    withoutPostgres(
        env,
        load.<ParsedRecord>boundedSource()
            .setDeserializer(new ParseEvents(Clock.systemUTC()))
            .build(),
        JobSettings.of(bounded));
  }

  static void withoutPostgres(
      StreamExecutionEnvironment env, Source<ParsedRecord, ?, ?> events, JobSettings settings) {
    env.configure(FlinkDefaults.of(env.getConfiguration(), settings));
    SyncPulseTopology.build(
        env,
        new SyncPulseTopology.SourcesAndSinks(
            new SyncPulseTopology.Input(
                events,
                new EventTimeStrategy(settings.eventTimeBounds(), Clock.systemUTC()),
                EventLoad.PARTITIONS),
            null,
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>()),
        settings);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }
}
