package io.syncpulse;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** A Flink cluster in this JVM, of TaskManagers with two slots each. */
final class TestCluster implements AutoCloseable {

  private final InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
  private final MiniCluster cluster;

  TestCluster(int taskManagers) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(10));
    reporter.addToConfiguration(configuration);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  /** Event time moves often, so that a small input sees it move at all. */
  StreamExecutionEnvironment environment(int parallelism) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(5));
    return new TestStreamEnvironment(cluster, configuration, parallelism, List.of(), List.of());
  }

  /** Ends a TaskManager without notice and starts another. */
  void killTaskManager() throws Exception {
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();
  }

  /** How often the job has begun anew. */
  long restarts(JobID job) {
    return reporter.findJobMetricGroups(job, "numRestarts").stream()
        .mapToLong(found -> ((Number) ((Gauge<?>) found.f2).getValue()).longValue())
        .sum();
  }

  /** A counter's sum over all subtasks. */
  long counted(JobID job, String counter) {
    return reporter.getMetricsByGroup().entrySet().stream()
        .filter(of -> job.toString().equals(of.getKey().getAllVariables().get("<job_id>")))
        .map(of -> of.getValue().get(counter))
        .filter(Objects::nonNull)
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
