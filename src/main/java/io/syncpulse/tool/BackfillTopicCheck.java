package io.syncpulse.tool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Sees to it that there is a topic that a backfill can go to. A missing one is created: it is the
 * backfill's own, and unlike a topic that others write to needs no thought beforehand.
 */
final class BackfillTopicCheck {

  private static final int ANSWER_WITHIN_MS = 10_000;

  /** So many readers can share it. */
  private static final int PARTITIONS = 8;

  private BackfillTopicCheck() {}

  /**
   * Creates the topic unless it is there.
   *
   * @throws ToolException if Kafka does not answer within 10 s, or would drop rows from the topic
   */
  static void require(Properties clients, String topic) {
    String servers = clients.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    Properties settings = new Properties();
    settings.putAll(clients);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    Admin admin;
    try {
      admin = Admin.create(settings);
    } catch (KafkaException wrong) {
      throw KafkaFailure.explain(servers, topic, wrong);
    }
    try {
      create(admin, topic);
      requireNotCompacted(admin, topic);
    } catch (ExecutionException failure) {
      throw KafkaFailure.explain(servers, topic, failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while asking Kafka at " + servers, stopped);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /** Its rows stay until somebody deletes it: how soon the job gets to read them is not known. */
  private static void create(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    try {
      var unused = admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw failure;
      }
    }
  }

  /** All jobs of a connection have one key: a compacted topic would keep the last of them. */
  private static void requireNotCompacted(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String policy =
        admin
            .describeConfigs(List.of(resource))
            .all()
            .get()
            .get(resource)
            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
            .value();
    if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new ToolException(
          "topic '%s' is compacted, which would leave one job of each connection: name another --topic"
              .formatted(topic));
    }
  }
}
