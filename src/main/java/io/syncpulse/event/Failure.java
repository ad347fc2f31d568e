package io.syncpulse.event;

import java.util.Comparator;

/**
 * Why a job failed; every part may be null.
 *
 * @param message for people, cleaned and at most 8 KiB of UTF-8
 * @param category one of the error categories of the endpoint
 * @param details a JSON object as text, cleaned and at most 8 KiB of UTF-8
 */
public record Failure(String message, String category, String details)
    implements Comparable<Failure> {

  private static final Comparator<Failure> ORDER =
      Comparator.comparing(Failure::message, TextOrder.NULLS_FIRST)
          .thenComparing(Failure::category, TextOrder.NULLS_FIRST)
          .thenComparing(Failure::details, TextOrder.NULLS_FIRST);

  private static final Comparator<Failure> NOTHING_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** What is told of a failure; null when nothing is. */
  static Failure of(String message, String category, String details) {
    return message == null && category == null && details == null
        ? null
        : new Failure(message, category, details);
  }

  /** The same, with the message of another if this has none. */
  public Failure orMessageOf(Failure other) {
    return message == null ? new Failure(other.message, category, details) : this;
  }

  /** The order of two, of which either may be null: nothing told is the least. */
  public static int compare(Failure a, Failure b) {
    return NOTHING_FIRST.compare(a, b);
  }

  /** Any fixed order will do: it only settles two accounts of the very same moment. */
  @Override
  public int compareTo(Failure other) {
    return ORDER.compare(this, other);
  }
}
