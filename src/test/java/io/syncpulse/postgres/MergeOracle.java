package io.syncpulse.postgres;

import io.syncpulse.event.ConnectionFacts;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.Id;
import io.syncpulse.history.ConnectionSnapshot;
import io.syncpulse.history.JobSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The row that any number of states of one key must come to, worked out from the whole set. */
final class MergeOracle {

  /** As Postgres compares by the collation "C": by the bytes of UTF-8. */
  private static final Comparator<String> TEXT =
      Comparator.nullsFirst(
          Comparator.comparing(
              text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));

  private static final Comparator<Id> ID = Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<JobSnapshot> BY_STATUS =
      Comparator.comparing(
              JobSnapshot::endedAt,
              Comparator.nullsFirst(Comparator.<Long>naturalOrder().reversed()))
          .thenComparing(JobSnapshot::status)
          .thenComparing(part(Failure::message), TEXT)
          .thenComparing(part(Failure::category), TEXT)
          .thenComparing(part(Failure::details), TEXT);

  private static final Comparator<ConnectionSnapshot> BY_DESCRIPTION =
      Comparator.comparing(
              ConnectionSnapshot::describedAt,
              Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
          .thenComparing(state -> state.facts().sync(), ID)
          .thenComparing(state -> state.facts().sourceType(), TEXT)
          .thenComparing(state -> state.facts().collection(), ID)
          .thenComparing(state -> state.facts().collectionName(), TEXT)
          .thenComparing(state -> state.facts().collectionReadableId(), TEXT);

  private static final Comparator<ConnectionSnapshot> BY_CLAIM =
      Comparator.comparing(
              ConnectionSnapshot::organizationClaimedAt,
              Comparator.nullsLast(Comparator.<Long>naturalOrder()))
          .thenComparing(state -> state.facts().organization(), ID);

  private MergeOracle() {}

  static JobSnapshot job(Collection<JobSnapshot> states) {
    JobSnapshot winner = states.stream().max(BY_STATUS).orElseThrow();
    long heard = best(states, JobSnapshot::heardAt, Math::max);
    Long lost = null;
    if (winner.endedAt() == null) {
      lost =
          best(
              states.stream()
                  .filter(s -> s.heardAt() == heard && BY_STATUS.compare(s, winner) == 0)
                  .toList(),
              JobSnapshot::lostAt,
              Math::max);
    }
    return new JobSnapshot(
        winner.connection(),
        winner.job(),
        winner.status(),
        best(states, JobSnapshot::createdAt, Math::min),
        best(states, JobSnapshot::startedAt, Math::min),
        winner.endedAt(),
        heard,
        lost,
        best(states, JobSnapshot::counts, EntityCounts::max),
        best(states, JobSnapshot::batches, Math::max),
        winner.failure(),
        RandomStates.byEvents(statusAt(states, winner)));
  }

  private static long statusAt(Collection<JobSnapshot> states, JobSnapshot winner) {
    return states.stream()
        .filter(
            state ->
                winner.endedAt() == null
                    ? state.status() == winner.status()
                    : state.endedAt() != null)
        .mapToLong(state -> state.provenance().statusAt())
        .max()
        .getAsLong();
  }

  static ConnectionSnapshot connection(Collection<ConnectionSnapshot> states) {
    ConnectionSnapshot owner = states.stream().min(BY_CLAIM).orElseThrow();
    ConnectionSnapshot newest = states.stream().max(BY_DESCRIPTION).orElseThrow();
    return new ConnectionSnapshot(
        owner.connection(),
        new ConnectionFacts(
            owner.facts().organization(),
            newest.facts().sync(),
            newest.facts().sourceType(),
            newest.facts().collection(),
            newest.facts().collectionName(),
            newest.facts().collectionReadableId()),
        owner.organizationClaimedAt(),
        newest.describedAt(),
        best(states, ConnectionSnapshot::firstSeenAt, Math::min),
        best(states, ConnectionSnapshot::lastSeenAt, Math::max),
        best(states, ConnectionSnapshot::deletedAt, Math::min));
  }

  /** The best of what is not null; null when all is. */
  private static <S, V> V best(
      Collection<S> states, Function<S, V> value, BinaryOperator<V> better) {
    return states.stream().map(value).filter(Objects::nonNull).reduce(better).orElse(null);
  }

  private static Function<JobSnapshot, String> part(Function<Failure, String> part) {
    return state -> state.failure() == null ? null : part.apply(state.failure());
  }
}
