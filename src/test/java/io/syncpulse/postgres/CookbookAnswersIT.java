package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The answers to the cookbook's questions, worked out by hand from what cookbook.sql says of its
 * six connections. Percentiles are the values of the buckets: 300 s shows as 298, 500 s as 498.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookAnswersIT {

  private static final String ACME = "0a000000-0000-4000-8000-000000000001";
  private static final String BETA = "0a000000-0000-4000-8000-000000000002";
  private static final String GITHUB = "0c000000-0000-4000-8000-000000000001";
  private static final String NOTION = "0c000000-0000-4000-8000-000000000002";
  private static final String SLACK = "0c000000-0000-4000-8000-000000000003";
  private static final String QUIET = "0c000000-0000-4000-8000-000000000004";
  private static final String ORDERS = "0c000000-0000-4000-8000-000000000005";
  private static final String LEADS = "0c000000-0000-4000-8000-000000000006";

  private static final Map<String, List<String>> KNOWN = new HashMap<>();

  static {
    known(
        "Success by source type and week",
        "github | 2026-03-02 | 14 | 0 | 1.000 | 0.785 | 1.000",
        "github | 2026-03-09 | 10 | 4 | 0.714 | 0.454 | 0.883",
        "github | 2026-03-16 | 13 | 1 | 0.929 | 0.685 | 0.987",
        "github | 2026-03-23 | 14 | 0 | 1.000 | 0.785 | 1.000",
        "hubspot | 2026-03-23 | 0 | 3 | 0.000 | 0.000 | 0.561",
        "notion | 2026-03-02 | 14 | 0 | 1.000 | 0.785 | 1.000",
        "notion | 2026-03-09 | 14 | 0 | 1.000 | 0.785 | 1.000",
        "notion | 2026-03-16 | 12 | 0 | 1.000 | 0.758 | 1.000",
        "notion | 2026-03-23 | 7 | 0 | 1.000 | 0.646 | 1.000",
        // One of 28 was late, one lost, one cancelled.
        "postgresql | 2026-03-02 | 27 | 0 | 1.000 | 0.875 | 1.000",
        "postgresql | 2026-03-09 | 27 | 0 | 1.000 | 0.875 | 1.000",
        "postgresql | 2026-03-16 | 27 | 0 | 1.000 | 0.875 | 1.000",
        "postgresql | 2026-03-23 | 28 | 0 | 1.000 | 0.879 | 1.000",
        "slack | 2026-03-02 | 7 | 0 | 1.000 | 0.646 | 1.000",
        "slack | 2026-03-09 | 7 | 0 | 1.000 | 0.646 | 1.000",
        "slack | 2026-03-16 | 7 | 0 | 1.000 | 0.646 | 1.000",
        "slack | 2026-03-23 | 3 | 4 | 0.429 | 0.158 | 0.750");

    known(
        "Organizations whose success fell",
        BETA + " | 32 | 31 | 1.000 | 0.903 | f",
        ACME + " | 28 | 28 | 0.964 | 0.857 | f");

    known(
        "The worst connections of an organization",
        SLACK + " | slack | 3 | 4 | 0.429 | 0.158 | 0.750",
        NOTION + " | notion | 7 | 0 | 1.000 | 0.646 | 1.000",
        GITHUB + " | github | 14 | 0 | 1.000 | 0.785 | 1.000");
    known(
        "The slowest connections, and their trend",
        ORDERS + " | postgresql | 28 | 498 | 498 | 0",
        SLACK + " | slack | 7 | 298 | 298 | 0",
        NOTION + " | notion | 7 | 100 | 200 | 100",
        GITHUB + " | github | 14 | 60 | 60 | 0");
    known(
        "A connection day by day",
        "2026-03-26 | 2 | 2 | 0 | 1.00 | 60",
        "2026-03-27 | 2 | 2 | 0 | 1.00 | 60",
        "2026-03-28 | 2 | 2 | 0 | 1.00 | 60",
        "2026-03-29 | 2 | 2 | 0 | 1.00 | 60",
        "2026-03-30 | 2 | 2 | 0 | 1.00 | 60");

    known(
        "What fails now, and since when",
        SLACK
            + " | slack | 4 | 2026-03-26 09:05:30+00 | 2026-03-25 09:05:30+00"
            + " | oauth_credentials_expired",
        LEADS + " | hubspot | 3 | 2026-03-27 18:00:06+00 |  | auth_provider_account_gone");
    known(
        "Failure streaks",
        GITHUB
            + " | github | 2026-03-10 00:01:20+00 | 4 | api_key_invalid | 2026-03-12 00:01:20+00",
        GITHUB + " | github | 2026-03-18 12:01:20+00 | 1 |  | 2026-03-19 00:01:20+00",
        SLACK + " | slack | 2026-03-26 09:05:30+00 | 4 | oauth_credentials_expired | ");
    known("Time to recovery", "github | 2 | 5 | 30.0 | 30.0 | 48.0");
    known(
        "Connections that fail again and again",
        GITHUB + " | github | 2 | 5 | 2026-03-18 12:01:20+00");
    known(
        "The first failure after a long success",
        SLACK + " | slack | 2026-03-26 09:05:30+00 | 24 | oauth_credentials_expired");
    known(
        "Connections that never succeeded",
        LEADS + " | hubspot | 3 | 2026-03-27 18:00:06+00 | auth_provider_account_gone");

    known(
        "Error categories",
        "api_key_invalid | 4 | 1 | 33.3",
        "oauth_credentials_expired | 4 | 1 | 33.3",
        "auth_provider_account_gone | 3 | 1 | 25.0",
        "(other) | 1 | 1 | 8.3");
    known(
        "Who has to sign in again",
        ACME + " | oauth_credentials_expired | 1 | 2026-03-26 09:05:30+00",
        BETA + " | auth_provider_account_gone | 1 | 2026-03-27 18:00:06+00");

    known(
        "Queue time by hour of the week",
        "1 | 9 | 8 | 3.0 | 29.9",
        "2 | 9 | 8 | 3.0 | 29.9",
        "3 | 9 | 8 | 3.0 | 29.9",
        "4 | 9 | 8 | 3.0 | 29.9",
        "5 | 9 | 8 | 3.0 | 29.9",
        "6 | 9 | 8 | 3.0 | 29.9",
        "7 | 9 | 8 | 3.0 | 29.9",
        "1 | 0 | 4 | 20.2 | 20.2");
    known(
        "The busiest hours",
        "2026-03-29 17:00:00+00 | 1 | 2.00 | 7221",
        "2026-03-02 09:00:00+00 | 2 | 0.22 | 498",
        "2026-03-03 09:00:00+00 | 2 | 0.22 | 498",
        "2026-03-04 09:00:00+00 | 2 | 0.22 | 498",
        "2026-03-05 09:00:00+00 | 2 | 0.22 | 498");
    known(
        "How many ran at once",
        "2026-03-29 00:00:00+00 | 1 | 0.026 | 1 | 0.0011",
        "2026-03-29 06:00:00+00 | 2 | 0.046 | 2 | 0.0020",
        "2026-03-29 12:00:00+00 | 1 | 0.336 | 1 | 0.0011",
        "2026-03-29 18:00:00+00 | 1 | 0.051 | 1 | 0.0020");
    known("Running and waiting now", "postgresql | 1 | 0 | ", "github | 0 | 1 | 00:00:30");
    known(
        "Jobs by day, and their growth",
        "2026-03-29 | 9 | 8.4",
        "2026-03-28 | 9 | 8.3",
        "2026-03-27 | 9 | 8.1",
        "2026-03-26 | 8 | 8.1",
        "2026-03-25 | 8 | 8.3",
        "2026-03-24 | 8 | 8.4",
        "2026-03-23 | 8 | 8.6");

    known(
        "Entities per hour by organization",
        BETA + " | 4400 | 183.3 | 1100 | 2026-03-29 03:00:00+00",
        ACME + " | 275 | 11.5 | 110 | 2026-03-29 00:00:00+00");
    known("Cost by running time", BETA + " | 17.24 | 6.90 | 80.3", ACME + " | 4.24 | 1.70 | 19.7");

    known("Connections gone quiet", QUIET + " | notion | 2026-03-20 02:00:00+00 | 24.0 | 238.0");
    known(
        "Jobs longer than their connection's p99",
        "0d000000-0000-4000-8005-000000000111 | " + ORDERS + " | postgresql | 7200 | 498");
    known("Lost, late and refused", "246 | 1 | 0.41 | 1 | 1");

    known("Metrics of any range", "24 | 9 | 7 | 2 | 0.778 | 298 | 7221 | 1036.1 | 4675");
    known(
        "How things stood at a moment",
        "github | 2026-03-26 12:15:00+00 | 2 | 2 | 0 | 60",
        "notion | 2026-03-26 06:15:00+00 | 1 | 1 | 0 | 200",
        "postgresql | 2026-03-26 21:15:00+00 | 4 | 4 | 0 | 498",
        "slack | 2026-03-26 09:15:00+00 | 1 | 0 | 1 | 298");

    known(
        "The last jobs of a connection",
        "2026-03-29 23:59:30+00 | pending |  |  |  | 0 | ",
        "2026-03-29 12:00:00+00 | completed | completed | 20 | 60 | 110 | ",
        "2026-03-29 00:00:00+00 | completed | completed | 20 | 60 | 110 | ",
        "2026-03-28 12:00:00+00 | completed | completed | 20 | 60 | 110 | ",
        "2026-03-28 00:00:00+00 | completed | completed | 20 | 60 | 110 | ");
    known(
        "How long syncs take",
        "64 | 19 | " + "#".repeat(28),
        "128 | 21 | " + "#".repeat(30),
        "256 | 7 | " + "#".repeat(10));
    known(
        "New connections by week",
        "2026-03-02 | 5 | github, notion, postgresql, slack",
        "2026-03-23 | 1 | hubspot");
  }

  private static void known(String question, String... lines) {
    KNOWN.put(question, List.of(lines));
  }

  private SmallPlatform platform;

  @BeforeAll
  void start() throws Exception {
    platform = new SmallPlatform();
  }

  @AfterAll
  void stop() throws Exception {
    platform.close();
  }

  static List<Recipe> cookbook() throws Exception {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("cookbook")
  void theQueryFindsTheKnownAnswer(Recipe recipe) throws Exception {
    assertThat(platform.answer(recipe.sql()).lines()).isEqualTo(KNOWN.get(recipe.title()));
  }
}
