package io.syncpulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.services.FlinkCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar on a Flink cluster of processes, as {@code flink run} submits it. */
class FlinkRunIT {

  @TempDir Path home;

  @Test
  void aClusterOfProcessesOffersItsSlots() throws IOException {
    try (FlinkCluster cluster = FlinkCluster.start(home, Map.of())) {
      assertThat(cluster.get("/overview").path("flink-version").asText()).isEqualTo("2.2.1");
      assertThat(cluster.get("/overview").path("taskmanagers").asInt()).isEqualTo(1);
    }
  }
}
