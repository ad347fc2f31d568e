package io.syncpulse.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncpulse.backfill.FakeServer.Response;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirweaveBackfillTest {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant STARTED = Instant.parse("2026-02-01T10:00:00Z");
  private static final Instant COMPLETED = Instant.parse("2026-02-01T10:05:00.123456Z");

  private final VirtualTime time = new VirtualTime();
  private final Instant begin = time.now();
  private final FakeAirweave airweave = new FakeAirweave().by(time::now);
  private final RowsInMemory topic = new RowsInMemory(begin);
  private final Notes notes = new Notes();

  @AfterEach
  void stop() {
    airweave.close();
  }

  @Test
  void bringsEveryConnectionWithItsJobs() {
    UUID busy = airweave.connection("notion", CREATED);
    String old = (String) airweave.job(busy, "completed", STARTED, COMPLETED).get("id");
    String now = (String) airweave.job(busy, "running", STARTED.plusSeconds(900), null).get("id");
    UUID idle = airweave.connection("github", CREATED.plusSeconds(1));

    AirweaveBackfill.Summary done = run();

    assertThat(done).isEqualTo(new AirweaveBackfill.Summary(2, 2, 0, 0, 0));
    assertThat(topic.rows())
        .extracting(row -> row.job() == null ? "connection" : row.job().toString())
        .containsExactly("connection", "connection", old, now);
    assertThat(topic.rows())
        .extracting(row -> row.connection().toUuid())
        .containsExactly(idle, busy, busy, busy);
    assertThat(topic.rows())
        .allSatisfy(
            row -> {
              assertThat(row.facts().organization()).isEqualTo(Id.of(airweave.organization()));
              assertThat(row.isSnapshot()).isTrue();
            });
    assertThat(topic.rows().get(1).facts().sourceType()).isEqualTo("notion");
    assertThat(topic.rows().get(2).facts().collectionReadableId()).isEqualTo("docs-notion");
    assertThat(notes.done()).containsExactly("1/2 connections", "2/2 connections");
    assertThat(notes.lines()).isEmpty();
  }

  @Test
  void anEmptyAirweaveIsDoneAtOnce() {
    assertThat(run()).isEqualTo(new AirweaveBackfill.Summary(0, 0, 0, 0, 0));
    assertThat(airweave.asked()).hasSize(1);
  }

  // The rate limit

  @Test
  void neverAsksForMoreThanTheHeadersAllow() {
    airweave.limitedTo(10);
    connections(35);

    run();

    assertThat(airweave.refused()).isZero();
    assertThat(topic.jobs()).hasSize(35);
    assertThat(Duration.between(begin, time.now()))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
    assertThat(notes.lines()).isNotEmpty().allMatch(line -> line.contains("rate limit"));
  }

  @Test
  void waitsAsLongAsARefusalSays() {
    connections(1);
    airweave.next(429, "{}", Map.of("Retry-After", "42", "Date", FakeServer.date(begin)));

    run();

    assertThat(time.now()).isEqualTo(begin.plusSeconds(42));
    assertThat(topic.jobs()).hasSize(1);
  }

  @Test
  void aRefusalThatSaysNothingOfTimeIsWaitedForAllTheSame() {
    connections(1);
    airweave.next(429, "{}", Map.of("Retry-After", "soon"));

    run();

    assertThat(time.now()).isEqualTo(begin.plusSeconds(1));
  }

  @Test
  void doesNotWaitForeverBecauseAServerSaysSo() {
    connections(1);
    airweave.next(429, "{}", Map.of("Retry-After", "999999"));

    assertFails("rate limit", "again later");
    assertThat(time.now()).isEqualTo(begin);
  }

  @Test
  void givesUpWhereEveryRequestIsRefused() {
    connections(1);
    for (int i = 0; i < 50; i++) {
      airweave.next(429, "{}", Map.of("Retry-After", "1"));
    }

    assertFails("rate limit");
    assertThat(airweave.asked()).hasSizeLessThan(20);
  }

  // Failures

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void triesAgainWhatFails(int status) {
    connections(2);
    airweave.next(status, "<html>oops</html>");
    airweave.next(status, "<html>oops</html>");

    run();

    assertThat(topic.jobs()).hasSize(2);
    assertThat(time.now()).isEqualTo(begin.plusSeconds(1 + 2));
    assertThat(notes.lines()).hasSize(2).allMatch(line -> line.contains("" + status));
  }

  @Test
  void triesAgainWhereTheConnectionBreaksInTheMiddleOfAnAnswer() {
    connections(2);
    airweave.next(request -> cut(5, false));

    run();

    assertThat(topic.jobs()).hasSize(2);
  }

  @Test
  void doesNotWaitForAnAnswerThatNeverEnds() {
    connections(2);
    airweave.next(request -> cut(5, true));

    backfill(FakeAirweave.KEY, Duration.ofMillis(300)).run(null);

    assertThat(topic.jobs()).hasSize(2);
    assertThat(notes.lines()).hasSize(1);
  }

  @Test
  void givesUpWhenPatienceEndsAndKeepsWhatIsDone() {
    connections(3);
    AtomicInteger requests = new AtomicInteger();
    airweave.beforeEach(
        () -> {
          if (requests.incrementAndGet() > 3) {
            airweave.next(503, "");
          }
        });

    assertFails("503", "again to go on");

    assertThat(Duration.between(begin, time.now()))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(topic.jobs()).hasSize(1);
  }

  @Test
  void saysThatNobodyIsThere() {
    airweave.close();

    assertFails("no answer from Airweave at " + airweave.url(), "cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void stopsAtOnceWhereTheKeyIsRefused(int status) {
    connections(1);
    airweave.next(status, "{\"detail\": \"no, " + FakeAirweave.KEY + "\"}");

    assertFails("refused the API key", "SYNCPULSE_AIRWEAVE_API_KEY");
    assertThat(airweave.asked()).hasSize(1);
  }

  @Test
  void aWrongKeyIsRefused() {
    assertThatThrownBy(() -> backfill("wrong", Duration.ofSeconds(60)).run(null))
        .hasMessageContaining("refused the API key (status 403)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "schlüssel", "", "  "})
  void aKeyThatCannotBeOneIsNotShown(String key) {
    assertThatThrownBy(() -> backfill(key, Duration.ofSeconds(60)))
        .isInstanceOf(BackfillException.class)
        .hasMessage("the API key holds characters that no key has: check it");
  }

  @Test
  void aConnectionThatIsGoneMeanwhileIsCounted() {
    List<UUID> ids = connections(3);
    AtomicInteger requests = new AtomicInteger();
    airweave.beforeEach(
        () -> {
          if (requests.incrementAndGet() == 3) {
            airweave.delete(ids.get(1));
          }
        });

    assertThat(run()).isEqualTo(new AirweaveBackfill.Summary(2, 2, 0, 1, 0));
  }

  // Hostile answers

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sign in</html>",
        "[",
        "{}",
        "[{}]",
        "[] []",
        "null",
        "[{\"source_connection_id\": \"11111111-1111-4111-8111-111111111111\"}]"
      })
  void namesTheConnectionWhoseJobsCannotBeRead(String body) {
    UUID connection = connections(1).get(0);
    airweave.next(request -> airweaveAnswers("[" + item(connection) + "]"));
    airweave.next(request -> airweaveAnswers("{}"));
    airweave.next(request -> airweaveAnswers(body));

    assertThatThrownBy(
            () -> backfill(FakeAirweave.KEY, Duration.ofSeconds(60)).run(Id.of(connection)))
        .isInstanceOf(BackfillException.class)
        .hasMessageContaining(connection.toString());
    assertThat(topic.rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "[{\"id\": \"../admin\"}]", "[{\"id\": null}]", "\"x\""})
  void stopsAtAListOfConnectionsThatIsNone(String body) {
    airweave.next(200, body);

    assertFails("list of connections");
  }

  @Test
  void anAnswerIsBounded() {
    UUID connection = connections(1).get(0);
    airweave.next(request -> airweaveAnswers("[" + item(connection) + "]"));
    airweave.next(request -> airweaveAnswers("{}"));
    byte[] huge = new byte[ApiConnection.LARGEST_BODY + 1];
    airweave.next(request -> new Response(200, Map.of(), huge, -1, false));

    assertThatThrownBy(
            () -> backfill(FakeAirweave.KEY, Duration.ofSeconds(60)).run(Id.of(connection)))
        .hasMessageContaining("too large")
        .hasMessageContaining(connection.toString());
  }

  @Test
  void aJobThatCannotBeUsedIsLeftOutAlone() {
    UUID connection = airweave.connection("notion", CREATED);
    airweave.job(connection, "completed", STARTED, COMPLETED);
    airweave.job(connection, "exploded", STARTED, COMPLETED);
    airweave.job(connection, "completed", STARTED, COMPLETED).put("id", "x");
    airweave.job(connection, "completed", STARTED, COMPLETED).put("entities_inserted", -1);

    assertThat(run().jobs()).isEqualTo(1);
    assertThat(topic.refused()).hasSize(3);
  }

  @Test
  void followsARedirectToTheSameServer() {
    connections(1);
    airweave.next(307, "", Map.of("Location", "/source-connections/?skip=0&limit=100"));

    assertThat(run().jobs()).isEqualTo(1);
    assertThat(airweave.asked().get(1)).isEqualTo("/source-connections/?skip=0&limit=100");
  }

  @Test
  void theKeyGoesToNoOtherServer() {
    try (FakeServer other = new FakeServer(request -> Response.of(200, "[]", Map.of()))) {
      airweave.next(307, "", Map.of("Location", other.url() + "/source-connections"));

      assertFails("redirects to another server", "--url");
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"/source-connections?skip=0&limit=100", "://", "''"})
  void aCircleOfRedirectsEnds(String location) {
    for (int i = 0; i < 50; i++) {
      airweave.next(302, "", Map.of("Location", location));
    }

    assertThatThrownBy(this::run).isInstanceOf(BackfillException.class);
    assertThat(airweave.asked()).hasSizeLessThan(6);
  }

  // The list of connections

  @Test
  void readsAllPagesOfConnections() {
    List<UUID> ids = connections(250);

    run();

    assertThat(connectionsSent()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void noConnectionSlipsThroughWhereOthersAreDeletedMeanwhile() {
    List<UUID> ids = connections(250);
    AtomicInteger requests = new AtomicInteger();
    airweave.beforeEach(
        () -> {
          if (requests.incrementAndGet() == 2) {
            ids.subList(240, 250).forEach(airweave::delete);
          }
        });

    AirweaveBackfill.Summary done = run();

    assertThat(done.gone()).isEqualTo(10);
    assertThat(connectionsSent()).containsExactlyInAnyOrderElementsOf(ids.subList(0, 240));
  }

  @Test
  void aServerThatGivesTheSamePageForEverIsNotFollowed() {
    String page =
        connections(100).stream()
            .map(AirweaveBackfillTest::item)
            .collect(Collectors.joining(",", "[", "]"));
    airweave.beforeEach(() -> airweave.next(200, page));

    assertFails("list of connections changed");
    assertThat(airweave.asked()).hasSizeLessThan(20);
  }

  // Who owns them

  @Test
  void theOrganizationMayBeGivenIfItIsTheRightOne() {
    connections(1);

    assertFailsFor(UUID.randomUUID(), "is of organization " + airweave.organization());
    assertThat(topic.rows()).isEmpty();
    backfill(FakeAirweave.KEY, Duration.ofSeconds(60)).run(Id.of(airweave.organization()));
    assertThat(topic.jobs()).hasSize(1);
  }

  @Test
  void anAirweaveThatDoesNotTellTheOrganizationNeedsItGiven() {
    airweave.silentAboutOrganizations();
    connections(1);
    UUID given = UUID.randomUUID();

    assertFailsFor(null, "give --organization");
    backfill(FakeAirweave.KEY, Duration.ofSeconds(60)).run(Id.of(given));
    assertThat(topic.jobs())
        .first()
        .extracting(job -> job.facts().organization().toUuid())
        .isEqualTo(given);
  }

  // Going on

  @Test
  void aRunThatWasInterruptedIsGoneOnWithWithoutAGapOrADouble() {
    List<UUID> ids = connections(20);
    for (int run = 0; run < 6; run++) {
      AtomicInteger left = new AtomicInteger(5);
      airweave.beforeEach(
          () -> {
            if (left.decrementAndGet() == 0) {
              airweave.next(403, "");
            }
          });
      assertThatThrownBy(this::run).isInstanceOf(BackfillException.class);
      topic.dropStep();
    }
    airweave.beforeEach(() -> {});
    AirweaveBackfill.Summary last = run();

    assertThat(last).isEqualTo(new AirweaveBackfill.Summary(8, 8, 12, 0, 0));
    assertThat(connectionsSent()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(topic.jobs()).extracting(Observation::job).doesNotHaveDuplicates().hasSize(20);
    assertThat(run().connections()).isZero();
  }

  @Test
  void saysWhereTheApiHoldsBackOlderJobs() {
    UUID connection = airweave.connection("notion", CREATED);
    for (int i = 0; i < 1001; i++) {
      airweave.job(connection, "completed", STARTED.plusSeconds(i), COMPLETED.plusSeconds(i));
    }

    assertThat(run()).isEqualTo(new AirweaveBackfill.Summary(1000, 1, 0, 0, 1));
    assertThat(topic.jobs())
        .first()
        .extracting(Observation::at)
        .isEqualTo(micros(COMPLETED.plusSeconds(1)));
    assertThat(notes.lines())
        .singleElement()
        .asString()
        .contains(connection.toString(), "1000", "backfill postgres");
  }

  // Versions

  @Test
  void aRowThatIsUnderWayIsOfAMomentBeforeTheServerLooked() {
    UUID connection = airweave.connection("notion", CREATED);
    airweave.job(connection, "running", STARTED, null);
    airweave.job(connection, "pending", null, null);

    run();

    assertThat(topic.jobs())
        .extracting(Observation::at)
        .allSatisfy(
            at ->
                assertThat(at)
                    .isBetween(micros(begin.minusSeconds(3)), micros(begin.minusSeconds(1))));
    assertThat(topic.jobs())
        .extracting(Observation::status)
        .containsExactly(JobStatus.RUNNING, JobStatus.PENDING);
  }

  private static Response airweaveAnswers(String body) {
    return Response.of(200, body, Map.of());
  }

  private static Response cut(int sent, boolean staysOpen) {
    byte[] body = "[          ]".getBytes(StandardCharsets.US_ASCII);
    return new Response(200, Map.of(), body, sent, staysOpen);
  }

  private static String item(UUID id) {
    return "{\"id\": \"%s\", \"short_name\": \"notion\", \"created_at\": \"%s\"}"
        .formatted(id, CREATED);
  }

  /** Connections of one job each. */
  private List<UUID> connections(int count) {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = airweave.connection("notion", CREATED.plusSeconds(i));
      airweave.job(id, "completed", STARTED, COMPLETED);
      ids.add(id);
    }
    return ids;
  }

  private List<UUID> connectionsSent() {
    return topic.rows().stream()
        .filter(row -> row.job() == null)
        .map(row -> row.connection().toUuid())
        .toList();
  }

  private AirweaveBackfill.Summary run() {
    return backfill(FakeAirweave.KEY, Duration.ofSeconds(60)).run(null);
  }

  private AirweaveBackfill backfill(String key, Duration answerWithin) {
    ApiAddress address = new ApiAddress(airweave.url() + "/");
    ApiConnection connection = new ApiConnection(key, answerWithin, time);
    Duration patience = Duration.ofMinutes(5);
    return new AirweaveBackfill(
        new AirweaveApi(new ApiClient(address, connection, patience, time, notes)), topic, notes);
  }

  private void assertFails(String... words) {
    assertThatThrownBy(this::run)
        .isInstanceOf(BackfillException.class)
        .message()
        .contains(words)
        .doesNotContain(FakeAirweave.KEY);
  }

  private void assertFailsFor(UUID organization, String words) {
    assertThatThrownBy(
            () ->
                backfill(FakeAirweave.KEY, Duration.ofSeconds(60))
                    .run(organization == null ? null : Id.of(organization)))
        .isInstanceOf(BackfillException.class)
        .hasMessageContaining(words);
  }

  private static long micros(Instant at) {
    return Duration.between(Instant.EPOCH, at).toNanos() / 1000;
  }
}
