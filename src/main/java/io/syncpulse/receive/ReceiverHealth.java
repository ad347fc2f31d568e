package io.syncpulse.receive;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.syncpulse.http.Errors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Tells whoever runs the receiver whether it lives, and whether Kafka would take an event. */
final class ReceiverHealth implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Optional<String> NOT_FOUND_YET =
      Optional.of("Kafka's topic is being looked for.");

  private final Admin admin;
  private final String name;
  private final TopicWriter topic;
  private CompletableFuture<Optional<String>> probe =
      CompletableFuture.completedFuture(Optional.empty());

  private ReceiverHealth(Admin admin, String name, TopicWriter topic) {
    this.admin = admin;
    this.name = name;
    this.topic = topic;
  }

  /** Prepares to ask; Kafka may come later. */
  static ReceiverHealth open(ReceiverSettings settings, TopicWriter topic) {
    Properties kafka = settings.kafka();
    int millis = Math.toIntExact(PATIENCE.toMillis());
    kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    return new ReceiverHealth(Admin.create(kafka), settings.topic(), topic);
  }

  /** The process answers. Says nothing of Kafka: restarting the server would not mend it. */
  void live(Context context) {
    context.contentType(ContentType.APPLICATION_JSON).result("{\"status\":\"live\"}");
  }

  /** Kafka answers and has the topic; otherwise 503 with the reason. */
  void ready(Context context) {
    context.future(
        () ->
            trouble()
                .thenAcceptAsync(
                    trouble -> answer(context, trouble), context.req().getAsyncContext()::start));
  }

  private static void answer(Context context, Optional<String> trouble) {
    if (trouble.isPresent()) {
      Errors.unavailable(context, trouble.get());
    } else {
      context.contentType(ContentType.APPLICATION_JSON).result("{\"status\":\"ready\"}");
    }
  }

  /** What Kafka misses, within some seconds. Whoever asks meanwhile gets the same answer. */
  synchronized CompletableFuture<Optional<String>> trouble() {
    if (probe.isDone()) {
      probe =
          admin
              .describeTopics(List.of(name))
              .allTopicNames()
              .toCompletionStage()
              .thenApply(found -> topic.knowsTopic() ? Optional.<String>empty() : NOT_FOUND_YET)
              .exceptionally(
                  failure -> Optional.of(KafkaFailure.refusal(failure, name).getMessage()))
              .toCompletableFuture();
    }
    return probe;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
