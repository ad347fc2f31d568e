package io.syncpulse.api;

import static io.syncpulse.api.RunningApi.jobsOf;
import static io.syncpulse.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One connection: what is known of it, its last job, and what runs. */
class GetConnectionIT {

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
  void everyFieldOfTheContractInItsOrder() {
    UUID connection = api.connection(ORGANIZATION);
    api.execute(
        """
        UPDATE source_connection SET source_type = 'notion', sync_id = id, collection_id = id,
          collection_name = '<b>"Wiki"', collection_readable_id = 'wiki-1',
          first_seen_at = '2025-01-01T00:00:00.000001Z'
        WHERE id = ?
        """,
        connection);
    api.job(connection, "2025-01-01T00:00:00Z");
    api.job(
        UUID.randomUUID(),
        connection,
        "failed",
        "2025-01-02T00:00:00Z",
        "2025-01-02T00:00:01Z",
        "2025-01-02T00:00:02Z");

    String newest = api.get(jobsOf(connection) + "?limit=1", token).body();

    assertThat(get(connection).body())
        .isEqualTo(
            """
            {"id":"%1$s","sync_id":"%1$s","source_type":"notion","collection_id":"%1$s",\
            "collection_name":"<b>\\"Wiki\\"","collection_readable_id":"wiki-1",\
            "first_seen_at":"2025-01-01T00:00:00.000001Z","last_job":%2$s,"running_now":0}"""
                .formatted(connection, newest.substring(1, newest.length() - 1)));
  }

  @Test
  void ofWhichNothingIsKnownIsAllNull() {
    UUID connection = api.connection(ORGANIZATION);

    JsonNode shown = json(get(connection));

    for (String field :
        List.of("sync_id", "source_type", "collection_id", "collection_name", "last_job")) {
      assertThat(shown.get(field).isNull()).as(field).isTrue();
    }
    assertThat(shown.get("running_now").asInt()).isZero();
  }

  @Test
  void whatRunsIsCountedAndNothingElse() {
    UUID connection = api.connection(ORGANIZATION);
    String at = "2025-01-01T00:00:00Z";
    for (String status : List.of("created", "pending", "running", "cancelling")) {
      api.job(UUID.randomUUID(), connection, status, at, at, null);
    }
    for (String status : List.of("completed", "cancelled", "failed")) {
      api.job(UUID.randomUUID(), connection, status, at, at, at);
    }
    UUID lost = api.job(UUID.randomUUID(), connection, "running", at, at, null);
    api.execute("UPDATE sync_job SET lost_at = created_at WHERE id = ?", lost);
    api.job(UUID.randomUUID(), api.connection(ORGANIZATION), "running", at, at, null);

    assertThat(json(get(connection)).get("running_now").asInt()).isEqualTo(2);
  }

  @Test
  void anotherOrganizationsConnectionLooksLikeOneThatDoesNotExist() {
    UUID theirs = api.connection(UUID.randomUUID());
    api.job(theirs, "2025-01-01T00:00:00Z");
    UUID nobodys = UUID.randomUUID();
    api.execute("INSERT INTO source_connection (id, first_seen_at) VALUES (?, now())", nobodys);

    for (String key : List.of(token, api.platformKey(ORGANIZATION))) {
      for (UUID connection : List.of(theirs, nobodys, UUID.randomUUID())) {
        HttpResponse<String> response = api.get("/source-connections/" + connection, key);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"detail\":\"Source connection not found\"}");
      }
    }
  }

  @Test
  void aBadIdIsNamed() {
    HttpResponse<String> response = api.get("/source-connections/x", token);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("[\"path\",\"source_connection_id\"]", "uuid_parsing");
  }

  private static HttpResponse<String> get(UUID connection) {
    return api.get("/source-connections/" + connection, token);
  }
}
