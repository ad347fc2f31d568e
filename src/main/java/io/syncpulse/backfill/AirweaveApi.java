package io.syncpulse.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncpulse.event.Id;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Airweave's API shows of source connections and their jobs. */
final class AirweaveApi {

  /** The most jobs of a connection that can be had: there is no second page. */
  static final int MOST_JOBS = 1000;

  private static final String CONNECTIONS = "/source-connections";

  /** What every release of Airweave gives at once. */
  private static final int PAGE = 100;

  private static final int MOST_CONNECTIONS = 1_000_000;
  private static final int MOST_WALKS = 5;

  private final ApiClient client;

  AirweaveApi(ApiClient client) {
    this.client = client;
  }

  /**
   * All connections of the organization that the key is of, by id: each as the list shows it.
   *
   * @throws BackfillException if the list cannot be had
   */
  Map<Id, ApiAnswer> connections() {
    Map<Id, ApiAnswer> found = new LinkedHashMap<>();
    for (int walk = 0; walk < MOST_WALKS; walk++) {
      if (walkThrough(found)) {
        return found;
      }
    }
    throw new BackfillException("the list of connections changed again and again: try once more");
  }

  /**
   * Walks through the pages. Each begins with the last connection of the one before: where it does
   * not, some were deleted meanwhile and others slipped through between the pages.
   */
  private boolean walkThrough(Map<Id, ApiAnswer> found) {
    Id last = null;
    for (int skip = 0; found.size() <= MOST_CONNECTIONS; skip += PAGE - 1) {
      List<Id> page = page(skip, found);
      if (last != null && (page.isEmpty() || !page.get(0).equals(last))) {
        return false;
      }
      if (page.size() < PAGE) {
        return true;
      }
      last = page.get(PAGE - 1);
    }
    throw new BackfillException("there are more than a million connections: that cannot be right");
  }

  private List<Id> page(int skip, Map<Id, ApiAnswer> found) {
    String path = CONNECTIONS + "?skip=" + skip + "&limit=" + PAGE;
    ApiAnswer answer =
        client
            .get(path)
            .orElseThrow(() -> new BackfillException("no Airweave answers there: check --url"));
    requireList(answer.body(), PAGE, "the list of connections");
    List<Id> ids = new ArrayList<>();
    for (JsonNode connection : answer.body()) {
      Id id = Id.parse(connection.path("id").asText());
      if (id == null) {
        throw new BackfillException("the list of connections names one without a UUID");
      }
      ids.add(id);
      found.putIfAbsent(id, new ApiAnswer(connection, answer.asOf()));
    }
    return ids;
  }

  /**
   * The newest jobs of a connection, newest first, {@link #MOST_JOBS} at most.
   *
   * @return empty when the connection is no longer there
   * @throws BackfillException if the server cannot say
   */
  Optional<ApiAnswer> jobs(Id connection) {
    Optional<ApiAnswer> jobs =
        client.get(CONNECTIONS + "/" + connection + "/jobs?limit=" + MOST_JOBS);
    jobs.ifPresent(answer -> requireJobsOf(connection, answer.body()));
    return jobs;
  }

  private static void requireJobsOf(Id connection, JsonNode jobs) {
    String what = "the list of jobs of connection " + connection;
    requireList(jobs, MOST_JOBS, what);
    for (JsonNode job : jobs) {
      if (!connection.equals(Id.parse(job.path("source_connection_id").asText()))) {
        throw new BackfillException(what + " holds one of another connection");
      }
    }
  }

  /** The whole of a connection; empty when it is no longer there. */
  Optional<ApiAnswer> connection(Id connection) {
    return client.get(CONNECTIONS + "/" + connection);
  }

  private static void requireList(JsonNode body, int most, String what) {
    if (!body.isArray() || body.size() > most) {
      throw new BackfillException(what + " is none, or longer than was asked for");
    }
  }
}
