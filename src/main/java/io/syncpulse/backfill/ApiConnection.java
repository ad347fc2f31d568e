package io.syncpulse.backfill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Single requests with the API key, bounded in time and size; redirects are not followed. */
final class ApiConnection {

  static final int LARGEST_BODY = 32 << 20;

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private final String key;
  private final Duration answerWithin;
  private final Timing timing;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * One request and its answer.
   *
   * @param sentAt when the request was sent, by the clock here
   * @param took from then until the whole answer was there
   */
  record Exchange(int status, HttpHeaders headers, byte[] body, Instant sentAt, Duration took) {

    /** What the server's clock showed when it answered; if it does not say, the clock here. */
    Instant serverNow() {
      return RateLimit.date(headers, "Date").orElse(sentAt.plus(took));
    }

    /**
     * A moment before the server looked: by its clock, and never after the one here, so that a
     * wrong clock cannot make the answer newer than it is.
     */
    Instant asOf() {
      Instant byServer = serverNow().minus(took);
      return byServer.isBefore(sentAt) ? byServer : sentAt;
    }
  }

  /**
   * Opens nothing yet.
   *
   * @param answerWithin how long a whole answer may take
   * @throws BackfillException if the key cannot be one
   */
  ApiConnection(String key, Duration answerWithin, Timing timing) {
    this.key = key.strip();
    if (!VISIBLE.matcher(this.key).matches()) {
      // The client of the JDK would say so, too, and show the key.
      throw new BackfillException("the API key holds characters that no key has: check it");
    }
    this.answerWithin = answerWithin;
    this.timing = timing;
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws BoundedBody.TooLarge if it is larger than 32 MiB
   * @throws IOException if there is none in time
   */
  Exchange get(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("x-api-key", key)
            .header("Accept", "application/json")
            .header("User-Agent", "syncpulse")
            .build();
    Instant sentAt = timing.now();
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, head -> new BoundedBody(LARGEST_BODY));
    try {
      HttpResponse<byte[]> got = sent.get(answerWithin.toNanos(), TimeUnit.NANOSECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Exchange(got.statusCode(), got.headers(), got.body(), sentAt, took);
    } catch (TimeoutException slow) {
      throw new HttpTimeoutException("no whole answer in " + answerWithin.toSeconds() + " s");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause
          ? cause
          : new IOException(failed.getCause());
    } finally {
      sent.cancel(true);
    }
  }
}
