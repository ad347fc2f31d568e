package io.syncpulse.event;

import java.io.Serializable;
import java.util.List;

/**
 * The Kafka topics that the rows of the platform's tables arrive in.
 *
 * @param jobs the topic of the table {@code sync_job}
 * @param connections the topic of the table {@code source_connection}; another one
 */
public record RowTopics(String jobs, String connections) implements Serializable {

  /** Both topics. */
  public List<String> all() {
    return List.of(jobs, connections);
  }
}
