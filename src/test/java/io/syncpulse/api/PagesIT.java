package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walking through history page by page, by the Link header as it comes. */
class PagesIT {

  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static RunningApi api;
  private static String token;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    token = api.key(ORGANIZATION, 0);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void pagesNeitherOverlapNorSkipThoughCreationTimesAreEqualAndJobsAreInserted() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    UUID connection = api.connection(ORGANIZATION);
    for (int i = 0; i < 60; i++) {
      api.job(connection, "2025-01-01T00:00:0" + random.nextInt(3) + ".000001Z");
    }
    List<String> before = walk(jobsOf(connection) + "?limit=1000", () -> {});
    assertThat(before).hasSize(60);

    List<String> walked =
        walk(jobsOf(connection) + "?limit=7", () -> api.job(connection, "2025-01-02T00:00:00Z"));

    assertThat(walked).as("seed %d", seed).isEqualTo(before);
  }

  @Test
  void theLinkKeepsTheFiltersAndTheLimit() {
    UUID connection = api.connection(ORGANIZATION);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      expected.add(api.job(connection, "2025-01-01T00:00:0" + i + "Z").toString());
      UUID other = UUID.randomUUID();
      api.job(other, connection, "running", "2025-01-01T00:00:0" + i + "Z", null, null);
    }
    Collections.reverse(expected);
    String query =
        "?limit=2&status=pending&status=failed&created_after=2025-01-01T05:30:02%2B05:30"
            + "&created_before=2025-01-01T00:00:08Z";

    assertThat(walk(jobsOf(connection) + query, () -> {})).isEqualTo(expected.subList(1, 7));
  }

  @Test
  void theLinkHoldsNothingButWhatWasUnderstood() {
    UUID connection = api.connection(ORGANIZATION);
    api.job(connection, "2025-01-01T00:00:00Z");
    api.job(connection, "2025-01-01T00:00:00Z");

    HttpResponse<String> response =
        api.get(jobsOf(connection) + "/?api_key=" + token + "&x=%3E%0D%0Ay&limit=1", token);

    assertThat(response.headers().firstValue("link").orElseThrow())
        .matches("<" + jobsOf(connection) + "\\?limit=1&cursor=[A-Za-z0-9_-]{36}>; rel=\"next\"");
  }

  @Test
  void theLastPageHasNoLink() {
    UUID connection = api.connection(ORGANIZATION);
    api.job(connection, "2025-01-01T00:00:00Z");
    api.job(connection, "2025-01-01T00:00:00Z");

    assertThat(next(api.get(jobsOf(connection) + "?limit=2", token))).isEmpty();
    assertThat(next(api.get(jobsOf(connection), token))).isEmpty();
  }

  @Test
  void aCursorOpensNoOtherOrganizationsJobs() {
    UUID theirs = api.connection(UUID.randomUUID());
    api.job(theirs, "2025-01-01T00:00:00Z");
    UUID ours = api.connection(ORGANIZATION);
    api.job(ours, "2025-01-02T00:00:00Z");
    api.job(ours, "2025-01-02T00:00:00Z");
    String next = next(api.get(jobsOf(ours) + "?limit=1", token)).orElseThrow();

    String stolen = next.replace(ours.toString(), theirs.toString());

    assertThat(api.get(stolen, token).statusCode()).isEqualTo(404);
  }

  private static List<String> walk(String address, Runnable betweenPages) {
    List<String> ids = new ArrayList<>();
    Optional<String> page = Optional.of(address);
    while (page.isPresent()) {
      HttpResponse<String> response = api.get(page.get(), token);
      assertThat(response.statusCode()).isEqualTo(200);
      ids.addAll(json(response).findValuesAsText("id"));
      page = next(response);
      betweenPages.run();
    }
    return ids;
  }

  private static Optional<String> next(HttpResponse<String> response) {
    return response.headers().firstValue("link").map(link -> link.substring(1, link.indexOf('>')));
  }
}
