package io.syncpulse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.utils.Utils;

/**
 * A Flink cluster inside this JVM, with its web UI on 127.0.0.1. It keeps its files and checkpoints
 * in a temporary directory until {@link #close()}.
 */
final class EmbeddedFlink implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final long CANCEL_LIMIT_SECONDS = 10;

  private final int port;
  private final Path directory;
  private final MiniCluster cluster;

  private EmbeddedFlink(int port, int slots, Path directory) {
    this.port = port;
    this.directory = directory;
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, LOOPBACK);
    settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    settings.set(RestOptions.PORT, port);
    settings.set(RestOptions.BIND_PORT, Integer.toString(port));
    settings.set(CoreOptions.TMP_DIRS, directory.toString());
    settings.set(WebOptions.TMP_DIR, directory.toString());
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    settings.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints());
    this.cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setCommonBindAddress(LOOPBACK)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
  }

  /**
   * Starts a cluster without jobs.
   *
   * @param slots how many parallel subtasks there is room for
   * @throws IOException when it does not start; nothing is left behind then
   */
  static EmbeddedFlink start(int port, int slots) throws IOException {
    EmbeddedFlink flink =
        new EmbeddedFlink(port, slots, Files.createTempDirectory("syncpulse-flink-"));
    try {
      flink.cluster.start();
      return flink;
    } catch (Exception e) {
      flink.close();
      throw new IOException("Flink does not start with its web UI on port " + port, e);
    }
  }

  /** An environment that runs its jobs here. */
  StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createRemoteEnvironment(LOOPBACK, port, parallelism);
    environment.configure(
        new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints()));
    return environment;
  }

  private String checkpoints() {
    return directory.toUri() + "checkpoints";
  }

  /** Cancels the jobs, stops the cluster and removes its files. */
  @Override
  public void close() throws IOException {
    try {
      if (cluster.isRunning()) {
        cancelJobs();
      }
      cluster.close();
    } catch (Exception e) {
      throw new IOException("Flink does not stop", e);
    } finally {
      Utils.delete(directory.toFile());
    }
  }

  private void cancelJobs() throws Exception {
    for (JobStatusMessage job : cluster.listJobs().get(CANCEL_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cluster.cancelJob(job.getJobId()).get(CANCEL_LIMIT_SECONDS, TimeUnit.SECONDS);
        cluster.requestJobResult(job.getJobId()).get(CANCEL_LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    }
  }
}
