package io.syncpulse.backfill;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings over what Airweave's tables hold, connections before jobs, each in the order of creation.
 * A run that was interrupted goes on where the topic ends.
 */
public final class PostgresBackfill {

  /** Rows that appear in the topic at once: many, for a commit takes as long as thousands. */
  private static final int STEP = 10_000;

  private final RowTopic topic;
  private final Watcher watcher;
  private long sent;

  /**
   * What a run did.
   *
   * @param connections sent
   * @param jobs sent
   * @param resumed whether an earlier run had sent some
   * @param orphans jobs whose sync has no connection: they belong to nobody, and are not sent
   */
  public record Summary(long connections, long jobs, boolean resumed, long orphans) {}

  public PostgresBackfill(RowTopic topic, Watcher watcher) {
    this.topic = topic;
    this.watcher = watcher;
  }

  /**
   * Sends all rows after those that an earlier run has sent.
   *
   * @throws BackfillException if it cannot go on; what is done is done
   */
  public Summary run(AirweaveTables tables) throws SQLException {
    if (!tables.missingColumns().isEmpty()) {
      watcher.note(
          "this Airweave has no " + String.join(", ", tables.missingColumns()) + ": left out");
    }
    long orphans = tables.jobsWithoutConnection();
    Map<String, Place> reached = reached();
    long before = sent;
    tables.connections(
        reached.getOrDefault(AirweaveTables.CONNECTIONS, Place.start(AirweaveTables.CONNECTIONS)),
        this::send);
    long connections = sent - before;
    tables.jobs(
        reached.getOrDefault(AirweaveTables.JOBS, Place.start(AirweaveTables.JOBS)), this::send);
    topic.commit();
    return new Summary(connections, sent - connections, !reached.isEmpty(), orphans);
  }

  /** The last place of each table that the topic holds. */
  private Map<String, Place> reached() {
    Map<String, Place> reached = new HashMap<>();
    topic.places(
        text -> {
          Place place = Place.parse(text);
          reached.merge(place.table(), place, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        });
    return reached;
  }

  private void send(RowEvent row, Place place) {
    if (!topic.send(row, place.toString())) {
      return;
    }
    sent++;
    if (sent % STEP == 0) {
      topic.commit();
      watcher.done("rows", sent, -1);
    }
  }
}
