package io.syncpulse.receive;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.syncpulse.event.EventHead;
import io.syncpulse.event.EventParser;
import io.syncpulse.http.Errors;
import io.syncpulse.http.RequestLog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Takes an event, and answers 204 once Kafka has it. Anything else means that it is not stored, or
 * not known to be: the platform sends it again, and what comes twice is counted once by the job.
 */
final class ReceiveWebhook implements Handler {

  /** Svix gives up after 15 seconds: what is left is for Kafka. */
  private static final Duration BODY_WITHIN = Duration.ofSeconds(5);

  private final Secrets secrets;
  private final TopicWriter topic;
  private final InFlight inFlight;
  private final ReceiverMetrics metrics;
  private final InstantSource clock;
  private final ThreadLocal<EventParser> parsers = ThreadLocal.withInitial(EventParser::new);

  ReceiveWebhook(
      Secrets secrets,
      TopicWriter topic,
      InFlight inFlight,
      ReceiverMetrics metrics,
      InstantSource clock) {
    this.secrets = secrets;
    this.topic = topic;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void handle(Context context) {
    long start = System.nanoTime();
    try {
      Signature signature = Signature.of(context::header, clock.instant());
      InFlight.Place place = inFlight.enter();
      context.future(() -> receive(context, signature, place, start));
    } catch (RefusedException refused) {
      refuse(context, refused);
    }
  }

  /** Every answer is given by a thread of the server: those of Kafka and of timers are not ours. */
  private CompletableFuture<Void> receive(
      Context context, Signature signature, InFlight.Place place, long start) {
    Executor threads = context.req().getAsyncContext()::start;
    return BodyReader.read(context.req(), place, BODY_WITHIN)
        .thenCompose(body -> store(context, signature, body))
        .handleAsync(
            (stored, failure) -> {
              place.close();
              if (failure == null) {
                metrics.stored(System.nanoTime() - start);
                context.status(HttpStatus.NO_CONTENT);
              } else {
                refuse(context, refusal(failure));
              }
              return null;
            },
            threads);
  }

  private CompletableFuture<Void> store(Context context, Signature signature, byte[] body) {
    secrets.requireSigned(signature, body);
    RequestLog.note(context, "message_id", signature.id());
    EventHead head = parsers.get().head(body);
    if (!head.isEvent()) {
      throw new RefusedException(Refusal.NOT_AN_EVENT, "Not an event: " + head.problem());
    }
    return topic.write(head.connection(), body, signature.id());
  }

  private static RefusedException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedException refused) {
      return refused;
    }
    if (cause instanceof TimeoutException) {
      return new RefusedException(Refusal.TOO_SLOW, "The body did not come in time");
    }
    if (cause instanceof IOException) {
      return new RefusedException(Refusal.ABANDONED, "The body did not come to its end");
    }
    throw new CompletionException(cause);
  }

  private void refuse(Context context, RefusedException refused) {
    Refusal refusal = refused.refusal();
    metrics.refused(refusal);
    if (refusal == Refusal.NOT_STORED) {
      Errors.log(context, refused.getMessage(), null);
    }
    if (refusal.status == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
      Errors.unavailable(context, refused.getMessage());
    } else {
      Errors.answer(context, refusal.status, refused.getMessage());
    }
  }
}
