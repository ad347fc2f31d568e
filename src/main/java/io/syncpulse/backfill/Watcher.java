package io.syncpulse.backfill;

/** Who is told how a backfill comes along. */
public interface Watcher {

  /**
   * More is done.
   *
   * @param what is counted, such as {@code connections}
   * @param total how many there will be; -1 when that is not known
   */
  void done(String what, long count, long total);

  /** Something that the user should know, in one line. */
  void note(String line);
}
