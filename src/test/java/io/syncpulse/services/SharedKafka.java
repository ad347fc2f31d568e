package io.syncpulse.services;

/** A broker that several tests use: none of them may stop it. */
record SharedKafka(KafkaService broker) implements KafkaService {

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void stop() {
    throw refusal();
  }

  @Override
  public void start() {
    throw refusal();
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(
        "other tests use this broker: Services.ownKafka() gives one that may be stopped");
  }

  @Override
  public void close() {
    // It stays up for the next test.
  }
}
