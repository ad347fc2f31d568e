package io.syncpulse;

import io.syncpulse.demo.EmbeddedKafka;
import io.syncpulse.demo.Ports;
import io.syncpulse.event.ParseEvents;
import io.syncpulse.event.ParsedRecord;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.utils.Utils;

/**
 * Bytes of a whole checkpoint by operator, after as many jobs a connection, one an hour, as the
 * arguments say (default 1 10 100 200) of 1,000 connections.
 */
final class StateBenchmark {

  private static final int CONNECTIONS = 1_000;
  private static final int EVENTS_A_JOB = 6;

  private StateBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("syncpulse-bench-");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free())) {
      for (String jobs :
          arguments.length > 0 ? arguments : new String[] {"1", "10", "100", "200"}) {
        int events = Integer.parseInt(jobs) * CONNECTIONS * EVENTS_A_JOB;
        EventLoad load =
            new EventLoad(kafka.bootstrapServers(), "jobs-" + jobs, events, CONNECTIONS);
        load.publish();
        for (OperatorState operator : states(savepoint(load, directory))) {
          if (operator.getStateSize() > CONNECTIONS) {
            System.out.printf(
                Locale.ROOT,
                "%s jobs of %,d connections: %s %,d bytes, %,.0f a connection%n",
                jobs,
                CONNECTIONS,
                operator.getOperatorUid().orElseThrow(),
                operator.getStateSize(),
                (double) operator.getStateSize() / CONNECTIONS);
          }
        }
      }
    } finally {
      Utils.delete(directory.toFile());
    }
  }

  private static String savepoint(EventLoad load, Path directory) throws Exception {
    try (TestCluster cluster = new TestCluster(2)) {
      StreamExecutionEnvironment env = cluster.environment(BoundedJob.PARALLELISM);
      env.configure(
          new Configuration()
              .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
              .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString()));
      BoundedJob.withoutPostgres(
          env,
          load.<ParsedRecord>source()
              .setGroupId("bench")
              .setDeserializer(new ParseEvents(Clock.systemUTC()))
              .build(),
          JobSettings.of(Map.of()));
      JobClient job = env.executeAsync();
      while (cluster.counted(job.getJobID(), "folded") < load.events()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      // Event time and what is not final yet come a second later.
      TimeUnit.SECONDS.sleep(3);
      String savepoint =
          job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL).get();
      job.cancel().get();
      return savepoint;
    }
  }

  private static Collection<OperatorState> states(String savepoint) throws IOException {
    Path metadata = Path.of(URI.create(savepoint)).resolve("_metadata");
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      return Checkpoints.loadCheckpointMetadata(
              in, StateBenchmark.class.getClassLoader(), savepoint)
          .getOperatorStates();
    }
  }
}
