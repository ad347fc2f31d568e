package io.syncpulse.backfill;

import io.syncpulse.event.Id;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the history over that Airweave's API shows: connection by connection, each with all of its
 * jobs in one step, so that a run that was interrupted goes on with the next connection.
 */
public final class AirweaveBackfill {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private final AirweaveApi api;
  private final RowTopic topic;
  private final Watcher watcher;
  private long jobs;
  private long sent;
  private long already;
  private long gone;
  private long capped;

  /**
   * What a run did.
   *
   * @param jobs sent
   * @param connections sent, with their jobs
   * @param already connections that an earlier run had sent
   * @param gone connections that were deleted meanwhile
   * @param capped connections with more jobs than the API shows
   */
  public record Summary(long jobs, long connections, long already, long gone, long capped) {}

  /**
   * Asks nothing yet.
   *
   * @param key the API key
   * @param patience how long one request is tried again while the server fails or is away
   * @throws BackfillException if the key cannot be one
   */
  public AirweaveBackfill(
      ApiAddress address,
      String key,
      Duration patience,
      Timing timing,
      RowTopic topic,
      Watcher watcher) {
    this(
        new AirweaveApi(
            new ApiClient(
                address, new ApiConnection(key, ANSWER_WITHIN, timing), patience, timing, watcher)),
        topic,
        watcher);
  }

  AirweaveBackfill(AirweaveApi api, RowTopic topic, Watcher watcher) {
    this.api = api;
    this.topic = topic;
    this.watcher = watcher;
  }

  /**
   * Sends all connections that no earlier run has sent.
   *
   * @param organizationOrNull who owns the connections, if that is known
   * @throws BackfillException if it cannot go on; what is done is done
   */
  public Summary run(Id organizationOrNull) {
    Map<Id, ApiAnswer> connections = api.connections();
    Set<String> done = new HashSet<>();
    topic.places(done::add);
    Id organization =
        connections.isEmpty() ? null : owner(connections.keySet(), organizationOrNull);
    long count = 0;
    for (Map.Entry<Id, ApiAnswer> connection : connections.entrySet()) {
      if (done.contains(connection.getKey().toString())) {
        already++;
      } else {
        bring(connection.getKey(), organization, connection.getValue());
      }
      watcher.done("connections", ++count, connections.size());
    }
    return new Summary(jobs, sent, already, gone, capped);
  }

  /**
   * Connections of a wrong owner would be another organization's for good: so this is looked up.
   */
  private Id owner(Set<Id> connections, Id givenOrNull) {
    Optional<Id> told =
        connections.stream()
            .map(api::connection)
            .flatMap(Optional::stream)
            .findFirst()
            .map(answer -> Id.parse(answer.body().path("organization_id").asText()));
    if (told.isEmpty() && givenOrNull == null) {
      throw new BackfillException(
          "this Airweave does not tell which organization the key is of: give --organization");
    }
    if (told.isPresent() && givenOrNull != null && !told.get().equals(givenOrNull)) {
      throw new BackfillException(
          "the key is of organization %s, not of %s: correct --organization"
              .formatted(told.get(), givenOrNull));
    }
    return told.orElse(givenOrNull);
  }

  private void bring(Id id, Id organization, ApiAnswer shown) {
    Optional<ApiAnswer> answer = api.jobs(id);
    if (answer.isEmpty()) {
      gone++;
      return;
    }
    RowEvent connection = ApiRows.connection(id, organization, shown);
    if (!topic.send(connection, id.toString())) {
      return;
    }
    List<RowEvent> rows = ApiRows.jobs(connection, shown, answer.get());
    for (RowEvent row : rows) {
      if (topic.send(row, null)) {
        jobs++;
      }
    }
    topic.commit();
    sent++;
    if (answer.get().body().size() == AirweaveApi.MOST_JOBS) {
      capped++;
      watcher.note(
          "connection %s: only its newest %s jobs can be had this way; backfill postgres has all"
              .formatted(id, AirweaveApi.MOST_JOBS));
    }
  }
}
