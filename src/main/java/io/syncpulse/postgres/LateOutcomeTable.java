package io.syncpulse.postgres;

import io.syncpulse.event.Id;
import io.syncpulse.history.OutcomeChange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.connector.sink2.Sink;

/** The table {@code late_outcome}: outcomes that came too late for the windows. */
public final class LateOutcomeTable {

  static final String MERGE =
      "merge_late_outcomes(uuid[], uuid[], bool[], text[], uuid[], text[], int8[], int8[], int8[],"
          + " int8[], int8[], int8[])";

  private LateOutcomeTable() {}

  /** Key of a row, in the order of the primary key. */
  public record Key(Id job, Id connection, boolean retracted) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::job).thenComparing(Key::connection).thenComparing(Key::retracted);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The key of the row that a change goes to. */
  public static Key key(OutcomeChange change) {
    return new Key(change.outcome().job(), change.outcome().connection(), change.retracted());
  }

  /**
   * Records batches of changes that came too late. No key may come twice in a batch: see {@link
   * CoalesceNewest}.
   *
   * @param patience how long Postgres may be away before the job fails
   */
  public static Sink<List<OutcomeChange>> sink(PostgresLogin login, Duration patience) {
    return new MergeSink<>(MERGE, LateOutcomeTable::bind, login, patience);
  }

  static void bind(PreparedStatement statement, List<OutcomeChange> changes) throws SQLException {
    new ArrayParameters<>(statement, changes)
        .uuids(change -> change.outcome().job())
        .uuids(change -> change.outcome().connection())
        .booleans(OutcomeChange::retracted)
        .texts(change -> change.outcome().kind().name().toLowerCase(Locale.ROOT))
        .uuids(change -> change.outcome().organization())
        .texts(change -> change.outcome().sourceType())
        .longs(change -> change.outcome().createdAt())
        .nullableLongs(change -> change.outcome().startedAt())
        .longs(change -> change.outcome().endedAt())
        .longs(change -> change.outcome().counts().inserted())
        .longs(change -> change.outcome().counts().updated())
        .longs(change -> change.outcome().counts().deleted());
  }
}
