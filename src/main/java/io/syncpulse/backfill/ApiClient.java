package io.syncpulse.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.syncpulse.backfill.ApiConnection.Exchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks Airweave's API as it wants to be asked: within its rate limit, and again after a while where
 * it cannot answer now. What a server sends is never shown: it may be anything.
 */
final class ApiClient {

  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_REFUSALS = 10;
  private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(15);
  private static final Duration SHORTEST_REFUSAL = Duration.ofSeconds(1);

  /** The date of an answer is cut to seconds. */
  private static final Duration DOUBT = Duration.ofSeconds(1);

  private static final ObjectReader JSON =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ApiAddress address;
  private final ApiConnection connection;
  private final Duration patience;
  private final Timing timing;
  private final Watcher watcher;
  private Duration untilReset = Duration.ZERO;

  /**
   * Asks nothing yet.
   *
   * @param patience how long one request is tried again while the server fails or is away
   */
  ApiClient(
      ApiAddress address,
      ApiConnection connection,
      Duration patience,
      Timing timing,
      Watcher watcher) {
    this.address = address;
    this.connection = connection;
    this.patience = patience;
    this.timing = timing;
    this.watcher = watcher;
  }

  /**
   * Asks for something.
   *
   * @return empty when the server knows nothing of that address
   * @throws BackfillException if there is no answer, or none that can be used
   */
  Optional<ApiAnswer> get(String path) {
    try {
      return ask(path);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BackfillException("interrupted while asking " + address, stopped);
    }
  }

  private Optional<ApiAnswer> ask(String path) throws InterruptedException {
    URI at = address.at(path);
    BackOff backOff = new BackOff(patience);
    int refusals = 0;
    int redirects = 0;
    while (true) {
      waitFor(untilReset, "its rate limit is used up");
      untilReset = Duration.ZERO;
      Exchange exchange;
      try {
        exchange = connection.get(at);
      } catch (BoundedBody.TooLarge tooLarge) {
        throw new BackfillException(answerTo(path) + "is too large: " + tooLarge.getMessage());
      } catch (IOException away) {
        tryAgain(backOff, "it cannot be reached", Duration.ZERO, away);
        continue;
      }
      untilReset = RateLimit.untilReset(exchange.headers(), exchange.serverNow());
      int status = exchange.status();
      if (status == 200) {
        return Optional.of(read(path, exchange));
      } else if (status == 404) {
        return Optional.empty();
      } else if (status == 429) {
        waitAsAsked(exchange, ++refusals);
      } else if (status >= 500 || status == 408) {
        tryAgain(backOff, "it failed with status " + status, asked(exchange), null);
      } else if (status >= 300 && status < 400 && ++redirects <= MOST_REDIRECTS) {
        at = redirected(at, exchange);
      } else {
        throw refused(path, status);
      }
    }
  }

  private ApiAnswer read(String path, Exchange exchange) {
    try {
      return new ApiAnswer(JSON.readTree(exchange.body()), exchange.asOf().minus(DOUBT));
    } catch (JsonProcessingException malformed) {
      throw new BackfillException(answerTo(path) + "is not JSON: is that Airweave's API?");
    } catch (IOException impossible) {
      throw new BackfillException(answerTo(path) + "cannot be read", impossible);
    }
  }

  private void tryAgain(BackOff backOff, String why, Duration asked, IOException causeOrNull)
      throws InterruptedException {
    if (!backOff.goesOn()) {
      throw new BackfillException(
          "no answer from Airweave at %s for %s s: %s. Run the same command again to go on"
              .formatted(address, patience.toSeconds(), why),
          causeOrNull);
    }
    Duration next = backOff.next();
    waitFor(next.compareTo(asked) > 0 ? next : asked, why);
  }

  /** What a failing server asks for, within what is sensible for a failure. */
  private static Duration asked(Exchange exchange) {
    return RateLimit.retryAfter(exchange.headers(), exchange.serverNow())
        .filter(asked -> asked.compareTo(BackOff.LONGEST) <= 0)
        .orElse(Duration.ZERO);
  }

  private void waitAsAsked(Exchange exchange, int refusals) throws InterruptedException {
    Duration asked =
        RateLimit.retryAfter(exchange.headers(), exchange.serverNow()).orElse(untilReset);
    if (refusals > MOST_REFUSALS || asked.compareTo(LONGEST_REFUSAL) > 0) {
      throw new BackfillException(
          "Airweave at %s keeps refusing requests for its rate limit (asked to wait for %s s)"
                  .formatted(address, asked.toSeconds())
              + ": run the same command again later to go on");
    }
    untilReset = asked.compareTo(SHORTEST_REFUSAL) > 0 ? asked : SHORTEST_REFUSAL;
  }

  private void waitFor(Duration time, String why) throws InterruptedException {
    if (time.isZero()) {
      return;
    }
    if (time.compareTo(SHORTEST_REFUSAL) >= 0) {
      watcher.note("waiting %s s for Airweave: %s".formatted(time.toSeconds(), why));
    }
    timing.pause(time);
  }

  private URI redirected(URI from, Exchange exchange) {
    URI to;
    try {
      to = from.resolve(exchange.headers().firstValue("Location").orElse(""));
    } catch (IllegalArgumentException unreadable) {
      throw new BackfillException("Airweave at " + address + " redirects to no address");
    }
    if (!address.covers(to)) {
      throw new BackfillException(
          "Airweave at %s redirects to another server, and the key goes to none but %s: give the right --url"
              .formatted(address, address));
    }
    return to;
  }

  private BackfillException refused(String path, int status) {
    if (status == 401 || status == 403) {
      return new BackfillException(
          "Airweave at %s refused the API key (status %s): check --api-key (SYNCPULSE_AIRWEAVE_API_KEY)"
              .formatted(address, status));
    }
    return new BackfillException(answerTo(path) + "has status " + status);
  }

  private String answerTo(String path) {
    return "what Airweave answers to GET " + address + path + " ";
  }
}
