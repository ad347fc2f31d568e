package io.syncpulse.story;

import java.util.Set;

/** The ways by which Syncpulse hears of a job. */
public enum Path {
  /** Webhooks: statuses and batches. Not all that happens has one, and they get lost. */
  EVENTS,
  /** Change data capture: each version of the row. */
  ROWS,
  /** A backfill from the platform's tables: the last version of the row. */
  TABLES,
  /** A backfill from the platform's API: the same, but not when it was modified, nor all of it. */
  API;

  /** Both backfills. */
  public static final Set<Path> BACKFILL = Set.of(TABLES, API);

  /** Whether what comes by this path are rows, as they are or as the API shows them. */
  boolean isOfRows() {
    return this != EVENTS;
  }
}
