package io.syncpulse.backfill;

import java.util.function.Consumer;

/**
 * The topic of a backfill. It is also the backfill's only memory: a row that ends a step is marked
 * with its place, and what a run finds marked it need not send again. Rows and marks appear
 * together when they are committed, or not at all.
 */
public interface RowTopic {

  /** Tells the places of all rows of this source that were committed, in no order. */
  void places(Consumer<String> each);

  /**
   * Sends a row, which shows with the next commit.
   *
   * @param placeOrNull where the row stands in its source, if a later run is to know that
   * @return whether the row was sent; one that the job could not use is told to the user and is not
   */
  boolean send(RowEvent row, String placeOrNull);

  /** Makes all that was sent since the last commit appear, at once. */
  void commit();
}
