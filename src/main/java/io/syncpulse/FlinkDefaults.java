package io.syncpulse;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * How Flink runs this job. What state depends on is fixed; the rest is a default that the cluster's
 * configuration or {@code flink run -D} overrides.
 */
final class FlinkDefaults {

  /** Fixed for ever: a savepoint cannot be restored under another. Divides well. */
  private static final int MAX_PARALLELISM = 720;

  private final Configuration job = new Configuration();
  private final ReadableConfig cluster;

  private FlinkDefaults(ReadableConfig cluster) {
    this.cluster = cluster;
  }

  static Configuration of(ReadableConfig cluster, JobSettings settings) {
    FlinkDefaults defaults = new FlinkDefaults(cluster);
    defaults.fixed(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    defaults.fixed(PipelineOptions.AUTO_GENERATE_UIDS, false);
    defaults.fixed(PipelineOptions.GENERIC_TYPES, false);
    // No operator changes a record that it has been given or has given on.
    defaults.fixed(PipelineOptions.OBJECT_REUSE, true);
    defaults.fixed(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);

    defaults.unlessSet(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.get(Settings.CHECKPOINT_INTERVAL));
    defaults.unlessSet(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // While the database is away barriers wait: a checkpoint that expires is no reason to fail
    // over.
    defaults.unlessSet(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    // Flink's 100 ms would be a tenth of the second that an event has to become visible.
    defaults.unlessSet(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(20));

    // Flink's own back-off grows to minutes and forgets only after an hour.
    defaults.unlessSet(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    defaults.unlessSet(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    defaults.unlessSet(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(15));
    defaults.unlessSet(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(2));
    return defaults.job;
  }

  private <T> void fixed(ConfigOption<T> option, T value) {
    job.set(option, value);
  }

  private <T> void unlessSet(ConfigOption<T> option, T value) {
    if (cluster.getOptional(option).isEmpty()) {
      job.set(option, value);
    }
  }
}
