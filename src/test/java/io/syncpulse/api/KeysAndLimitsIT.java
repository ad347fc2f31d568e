package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read, how often, and what the answers say about it. */
class KeysAndLimitsIT {

  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String jobs;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    jobs = jobsOf(api.connection(ORGANIZATION));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void withoutAKey() {
    for (HttpResponse<String> response :
        List.of(api.send("GET", jobs), api.send("GET", jobs, "x-api-key", ""))) {
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).isEqualTo("{\"detail\":\"No valid authentication provided\"}");
      assertThat(response.headers().map()).doesNotContainKey("ratelimit-limit");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "sp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "' OR 1=1; DROP TABLE api_key; --",
        "<script>alert(1)</script>"
      })
  void withAnUnknownKey(String token) {
    assertRefused(api.get(jobs, token));
  }

  @Test
  void withAnOverLongKey() {
    assertRefused(api.get(jobs, "x".repeat(4_000)));
  }

  @Test
  void withTwoKeys() {
    String token = api.key(ORGANIZATION, 0);

    assertRefused(api.send("GET", jobs, "x-api-key", token, "x-api-key", token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-api-key", "X-API-KEY", "X-Api-Key"})
  void theHeadersNameIsCaseInsensitive(String name) {
    assertThat(api.send("GET", jobs, name, api.key(ORGANIZATION, 0)).statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyIsRefusedFromTheMomentItExpires() {
    Instant expiry = api.time.instant().plusSeconds(3_600);
    String token = api.keys.create(ORGANIZATION, "test", 0, expiry).token();
    assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);

    api.time.advance(Duration.between(api.time.instant(), expiry).plusNanos(1_000));

    assertRefused(api.get(jobs, token));
  }

  @Test
  void aRevokedKeyIsRefusedWithinTheLifeOfTheCache() {
    ApiKeys.Created created = api.keys.create(ORGANIZATION, "test", 0, null);
    assertThat(api.get(jobs, created.token()).statusCode()).isEqualTo(200);

    assertThat(api.keys.revoke(created.key().id())).isTrue();
    api.time.advance(KeyCache.LIFE);

    assertRefused(api.get(jobs, created.token()));
    assertThat(api.keys.revoke(created.key().id())).isFalse();
    assertThat(api.keys.revoke(UUID.randomUUID())).isFalse();
  }

  @Test
  void authenticationComesBeforeValidation() {
    assertThat(api.send("GET", "/source-connections/x/jobs?limit=0").statusCode()).isEqualTo(401);
    assertRefused(api.get("/source-connections/x/jobs?limit=0", "x".repeat(20)));
  }

  @Test
  void everyAuthenticatedAnswerTellsTheLimit() {
    String token = api.key(ORGANIZATION, 3);

    HttpResponse<String> ok = api.get(jobs, token);
    HttpResponse<String> invalid = api.get(jobs + "?limit=0", token);
    HttpResponse<String> unknown = api.get(jobsOf(UUID.randomUUID()), token);
    HttpResponse<String> refused = api.get(jobs, token);

    assertThat(List.of(ok, invalid, unknown, refused))
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 422, 404, 429);
    assertThat(List.of(ok, invalid, unknown, refused))
        .extracting(response -> number(response, "ratelimit-limit"))
        .containsOnly(3L);
    assertThat(List.of(ok, invalid, unknown, refused))
        .extracting(response -> number(response, "ratelimit-remaining"))
        .containsExactly(2L, 1L, 0L, 0L);
    assertThat(List.of(ok, invalid, unknown, refused))
        .extracting(response -> number(response, "ratelimit-reset"))
        .containsOnly(secondsRoundedUp(api.time.instant().plusSeconds(60)));
  }

  @Test
  void overTheLimitTheAnswerSaysWhenToTryAgain() {
    String token = api.key(ORGANIZATION, 1);
    api.get(jobs, token);
    api.time.advance(Duration.ofMillis(17_500));

    HttpResponse<String> response = api.get(jobs + "?limit=0", token);

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body())
        .isEqualTo("{\"detail\":\"Rate limit exceeded. Try again in 43 seconds.\"}");
    assertThat(number(response, "retry-after")).isEqualTo(43);
  }

  @Test
  void whoWaitsAsLongAsToldGetsThrough() {
    String token = api.key(ORGANIZATION, 1);
    api.get(jobs, token);
    api.time.advance(Duration.ofMillis(59_999));
    HttpResponse<String> refused = api.get(jobs, token);
    assertThat(number(refused, "retry-after")).isEqualTo(1);

    api.time.advance(Duration.ofSeconds(1));

    assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);
  }

  @Test
  void theWindowSlidesAndRefusedRequestsDoNotCount() {
    String token = api.key(ORGANIZATION, 2);
    assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);
    api.time.advance(Duration.ofSeconds(30));
    assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);
    IntStream.range(0, 5)
        .forEach(i -> assertThat(api.get(jobs, token).statusCode()).isEqualTo(429));

    api.time.advance(Duration.ofSeconds(30));

    assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);
    assertThat(api.get(jobs, token).statusCode()).isEqualTo(429);
  }

  @Test
  void eachKeyHasItsOwnLimit() {
    String one = api.key(ORGANIZATION, 1);
    String two = api.key(ORGANIZATION, 1);

    assertThat(api.get(jobs, one).statusCode()).isEqualTo(200);
    assertThat(api.get(jobs, one).statusCode()).isEqualTo(429);
    assertThat(api.get(jobs, two).statusCode()).isEqualTo(200);
  }

  @Test
  void manyRequestsAtOncePassNoMoreThanTheLimit() {
    String token = api.key(ORGANIZATION, 10);

    long passed =
        IntStream.range(0, 40)
            .parallel()
            .filter(i -> api.get(jobs, token).statusCode() == 200)
            .count();

    assertThat(passed).isEqualTo(10);
  }

  @Test
  void aKeyWithoutALimitSaysSo() {
    String token = api.key(ORGANIZATION, 0);
    HttpResponse<String> response = api.get(jobs, token);

    assertThat(number(response, "ratelimit-limit")).isEqualTo(Integer.MAX_VALUE);
    assertThat(number(response, "ratelimit-remaining")).isEqualTo(Integer.MAX_VALUE);
    assertThat(number(response, "ratelimit-reset"))
        .isEqualTo(secondsRoundedUp(api.time.instant().plusSeconds(60)));
  }

  @Test
  void aTokenMayBeChosenAndIsStoredNowhere() {
    String token = "chosen by the caller";
    ApiKeys.Created created = api.keys.create(ORGANIZATION, false, "demo", 7, null, token);

    assertThat(api.get(jobs, token).statusCode()).isEqualTo(200);
    assertThat(created.toString()).doesNotContain(token);
    assertThat(api.keys.list()).contains(created.key());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.keys.create(ORGANIZATION, false, "again", 7, null, token))
        .withMessage("This token belongs to another key: choose another.");
  }

  @Test
  void keysAreCheckedWhenMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.keys.create(ORGANIZATION, " ", 0, null))
        .withMessageContaining("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.keys.create(ORGANIZATION, "n", -1, null))
        .withMessageContaining("not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.keys.create(ORGANIZATION, "n", 0, Instant.EPOCH))
        .withMessageContaining("expired");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.keys.create(ORGANIZATION, false, "n", 0, null, "15 characters !"))
        .withMessageContaining("16 to 256");
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"detail\":\"Invalid or expired API key\"}");
    assertThat(response.headers().map()).doesNotContainKey("ratelimit-limit");
  }

  private static long number(HttpResponse<String> response, String header) {
    return response.headers().firstValueAsLong(header).orElseThrow();
  }

  private static long secondsRoundedUp(Instant time) {
    return time.plusMillis(999).getEpochSecond();
  }
}
