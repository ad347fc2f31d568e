package io.syncpulse.story;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The truth about a job as far as a part of what could be told of it tells it. It is worked out
 * from what happened, and shares nothing with the fold. This is the one place that says what each
 * path can tell:
 *
 * <ul>
 *   <li>Events tell statuses and batches at their own times, which are a little late; completed
 *       jobs report no entities; of roll backs and of the clean-up they tell nothing.
 *   <li>Rows tell everything but the batches: what they count is booked when the job ends.
 *   <li>A backfill from the tables tells the last of what rows tell.
 *   <li>One from the API does not tell when a job was created, nor when it failed: such a row is as
 *       old as the start of the job, and any newer one that shows it under way outranks it.
 * </ul>
 *
 * Times are microseconds since the epoch.
 */
public final class Told {

  private final Story story;
  private final List<Telling> all;
  private final List<Telling> events = new ArrayList<>();
  private final List<Telling> rows = new ArrayList<>();
  private final Map<Integer, Telling> batches = new TreeMap<>();

  /**
   * @param told some of the tellings of the story, in any order, some perhaps more than once; not
   *     none
   */
  public Told(Story story, List<Telling> told) {
    this.story = story;
    this.all = told;
    for (Telling telling : told) {
      (telling.path().isOfRows() ? rows : events).add(telling);
      if (telling.batch() >= 0) {
        batches.put(telling.batch(), telling);
      }
    }
    rows.sort(Comparator.comparingLong(Telling::at).thenComparingLong(Telling::lsn));
  }

  /** The last of the statuses that the job went through which anything told shows. */
  public JobStatus status() {
    int last = all.stream().filter(this::stands).mapToInt(Telling::proves).max().getAsInt();
    return story.statuses().get(last);
  }

  /** When the job ended; null when nothing told shows that it has. */
  public Long endedAt() {
    if (!status().isTerminal()) {
      return null;
    }
    if (!isEndFromRow() || newestRow().endedAt() == null) {
      Long told = earliest(all, telling -> telling.isOfEnd() ? endTold(telling) : null);
      return told != null ? told : earliestPossibleEnd();
    }
    return newestRow().endedAt();
  }

  /** Whether anything told when it did. */
  public boolean isEndKnown() {
    return all.stream().anyMatch(telling -> telling.isOfEnd() && endTold(telling) != null);
  }

  private static Long endTold(Telling telling) {
    return telling.path().isOfRows() ? telling.endedAt() : (Long) telling.at();
  }

  private long earliestPossibleEnd() {
    Long started = earliest(rows, Telling::startedAt);
    long shown = earliest(rows, telling -> telling.isOfEnd() ? (Long) telling.at() : null);
    return started != null ? Math.min(started, shown) : shown;
  }

  /** When the job was created: as rows tell, else the earliest time that was named. */
  public long createdAt() {
    Long told = earliest(rows, Telling::createdAt);
    return told != null ? told : earliest(all, Told::earliestNamed);
  }

  private static Long earliestNamed(Telling telling) {
    Long started = telling.startedAt();
    return started != null ? Math.min(started, telling.at()) : telling.at();
  }

  /** When the job began to run; null when nothing tells. */
  public Long startedAt() {
    Long told = earliest(rows, Telling::startedAt);
    return told != null
        ? told
        : earliest(events, event -> event.status() == JobStatus.RUNNING ? (Long) event.at() : null);
  }

  /** The latest time that was named. */
  public long heardAt() {
    return all.stream().mapToLong(Telling::at).max().getAsLong();
  }

  /** What the job did: as its last row tells, if that is of the end, else the most that is told. */
  public EntityCounts counts() {
    EntityCounts most =
        new EntityCounts(
            most(EntityCounts::inserted),
            most(EntityCounts::updated),
            most(EntityCounts::deleted),
            most(EntityCounts::kept),
            most(EntityCounts::skipped));
    return isEndFromRow() ? ofRow(newestRow().counts(), most) : most;
  }

  private static EntityCounts ofRow(EntityCounts row, EntityCounts most) {
    return new EntityCounts(
        row.inserted(), row.updated(), row.deleted(), most.kept(), most.skipped());
  }

  private long most(ToLongFunction<EntityCounts> field) {
    long inAll =
        all.stream()
            .filter(told -> told.batch() < 0)
            .mapToLong(told -> field.applyAsLong(told.counts()))
            .max()
            .orElse(0);
    return Math.max(
        inAll, batches().stream().mapToLong(batch -> field.applyAsLong(batch.counts())).sum());
  }

  /** The batches that are told, each once. */
  public Collection<Telling> batches() {
    return batches.values();
  }

  /** Why the job failed; null when that is not told, or it did not. */
  public Failure failure() {
    if (status() != JobStatus.FAILED) {
      return null;
    }
    if (!isEndFromRow()) {
      return anyFailure(events);
    }
    Failure shown = newestRow().failure();
    if (shown == null) {
      return anyFailure(all);
    }
    return shown.message() != null
        ? shown
        : new Failure(anyFailure(all).message(), shown.category(), null);
  }

  /** Which one stands in does not matter; that it is always the same one does. */
  private static Failure anyFailure(List<Telling> tellings) {
    return tellings.stream()
        .map(Telling::failure)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Only the API's rows of failed jobs can be older than what they show. */
  private boolean stands(Telling telling) {
    return !telling.path().isOfRows() || !telling.isOfEnd() || isEndFromRow();
  }

  private boolean isEndFromRow() {
    return newestRow() != null && newestRow().isOfEnd();
  }

  private Telling newestRow() {
    return rows.isEmpty() ? null : rows.get(rows.size() - 1);
  }

  private static Long earliest(List<Telling> tellings, Function<Telling, Long> time) {
    return tellings.stream()
        .map(time)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
