package io.syncpulse.services;

import io.syncpulse.demo.Topics;

/** A real Kafka broker. Topics are not created by themselves. */
public interface KafkaService extends AutoCloseable {

  /** Where clients find the broker; the same over restarts. */
  String bootstrapServers();

  /**
   * Stops the broker and keeps its data.
   *
   * @throws UnsupportedOperationException when other tests use the same broker
   */
  void stop();

  /** Starts the stopped broker again, on the same port. */
  void start();

  /** Creates a topic. Tests share brokers: give it a name that no other test uses. */
  default void createTopic(String name, int partitions) {
    Topics.create(bootstrapServers(), name, partitions);
  }

  /** A broker of its own is stopped and removed. */
  @Override
  void close();
}
