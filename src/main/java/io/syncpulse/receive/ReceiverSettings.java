package io.syncpulse.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What the receiver needs to know.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 to 65535; 0 takes a free one
 * @param webhookSecret {@code whsec_...}, several separated by commas while one is being replaced
 * @param topic where events go
 * @param kafka settings of Kafka's clients, {@code bootstrap.servers} among them
 */
public record ReceiverSettings(
    String host, int port, String webhookSecret, String topic, Properties kafka) {

  /**
   * Checks everything at once.
   *
   * @throws IllegalArgumentException names all that is wrong, but no secret
   */
  public ReceiverSettings {
    List<String> wrong = new ArrayList<>();
    if (host == null || host.isBlank()) {
      wrong.add("the host is missing");
    }
    if (port < 0 || port > 65_535) {
      wrong.add("the port must be 0 to 65535, not " + port);
    }
    try {
      Secrets.parse(webhookSecret);
    } catch (IllegalArgumentException malformed) {
      wrong.add(malformed.getMessage());
    }
    if (topic == null || topic.isBlank()) {
      wrong.add("the topic is missing");
    }
    if (kafka == null || kafka.getProperty("bootstrap.servers", "").isBlank()) {
      wrong.add("Kafka's bootstrap.servers are missing");
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("receiver settings: " + String.join("; ", wrong));
    }
    kafka = copy(kafka);
  }

  /** A copy that may be changed. */
  @Override
  public Properties kafka() {
    return copy(kafka);
  }

  Secrets secrets() {
    return Secrets.parse(webhookSecret);
  }

  private static Properties copy(Properties properties) {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  /** Without the secrets; Kafka's settings may hold a password, too. */
  @Override
  public String toString() {
    return "ReceiverSettings[host=" + host + ", port=" + port + ", topic=" + topic + "]";
  }
}
