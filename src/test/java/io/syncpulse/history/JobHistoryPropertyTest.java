package io.syncpulse.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JobHistoryPropertyTest {

  @Property(tries = 3000)
  void anyOrderAndRepetitionGivesTheSameHistory(
      @ForAll("observations") List<Observation> observations, @ForAll Random random) {
    List<Observation> repeated = new ArrayList<>(observations);
    for (int i = 0; i < observations.size(); i++) {
      repeated.add(observations.get(random.nextInt(observations.size())));
    }
    Collections.shuffle(repeated, random);

    assertThat(fold(repeated)).isEqualTo(fold(observations));
  }

  @Property(tries = 3000)
  void theHistoryIsWhatTheSetOfObservationsSays(
      @ForAll("observations") List<Observation> observations) {
    JobHistory history = fold(observations);

    List<Observation> statuses = observations.stream().filter(o -> o.status() != null).toList();
    assertThat(history.createdAt())
        .isEqualTo(observations.stream().mapToLong(Observation::at).min().getAsLong());
    assertThat(history.heardAt)
        .isEqualTo(observations.stream().mapToLong(Observation::at).max().getAsLong());
    assertThat(history.startedAt())
        .isEqualTo(
            statuses.stream()
                .filter(o -> o.status() == JobStatus.RUNNING)
                .map(Observation::at)
                .min(Comparator.naturalOrder())
                .orElse(null));
    Optional<Observation> winner = winner(statuses);
    assertThat(history.hasEnded()).isEqualTo(winner.isPresent());
    assertThat(history.endedAt()).isEqualTo(winner.map(Observation::at).orElse(null));
    assertThat(history.status())
        .isEqualTo(winner.map(Observation::status).orElseGet(() -> furthest(observations)));
    assertThat(failureText(history.failure()))
        .isEqualTo(winner.map(o -> failureText(o.failure())).orElse(""));
    assertThat(history.counts().inserted()).isEqualTo(count(observations, EntityCounts::inserted));
    assertThat(history.counts().updated()).isEqualTo(count(observations, EntityCounts::updated));
    assertThat(history.counts().deleted()).isEqualTo(count(observations, EntityCounts::deleted));
    assertThat(history.counts().kept()).isEqualTo(count(observations, EntityCounts::kept));
    assertThat(history.batches.size)
        .isEqualTo(
            observations.stream()
                .filter(Observation::isBatch)
                .map(Observation::batch)
                .distinct()
                .count());
  }

  @Example
  void ofTwoFailuresOfOneMomentTheOneWithACategoryWins() {
    Failure detailed = new Failure("b", null, "{}");
    Failure classified = new Failure("b", "api_key_invalid", null);

    theHistoryIsWhatTheSetOfObservationsSays(List.of(failed(detailed), failed(classified)));
    theHistoryIsWhatTheSetOfObservationsSays(List.of(failed(classified), failed(detailed)));
  }

  private static Observation failed(Failure failure) {
    Observation bare = Observations.status(Observations.JOB, JobStatus.FAILED, 1);
    return new Observation(
        bare.connection(),
        bare.job(),
        bare.at(),
        bare.status(),
        bare.batch(),
        bare.counts(),
        failure,
        bare.facts());
  }

  @Property(tries = 2000)
  void everyIntermediateHistoryIsAtOrBelowTheFinalOne(
      @ForAll("observations") List<Observation> observations) {
    JobHistory last = fold(observations);
    for (int length = 1; length <= observations.size(); length++) {
      JobHistory before = fold(observations.subList(0, length));

      assertThat(before.createdAt()).isGreaterThanOrEqualTo(last.createdAt());
      assertThat(before.heardAt).isLessThanOrEqualTo(last.heardAt);
      if (!last.hasEnded()) {
        assertThat(before.status()).isLessThanOrEqualTo(last.status());
      }
      assertThat(before.batches.size).isLessThanOrEqualTo(last.batches.size);
      assertThat(before.counts().max(last.counts())).isEqualTo(last.counts());
      if (before.startedAt() != null) {
        assertThat(before.startedAt()).isGreaterThanOrEqualTo(last.startedAt());
      }
      if (before.hasEnded()) {
        assertThat(before.endedAt()).isGreaterThanOrEqualTo(last.endedAt());
        if (before.endedAt().equals(last.endedAt())) {
          assertThat(before.status()).isLessThanOrEqualTo(last.status());
        }
      }
    }
  }

  @Property(tries = 1000)
  void whatIsKnownAlreadyIsNoNews(@ForAll("observations") List<Observation> observations) {
    JobHistory history = fold(observations);

    assertThat(observations).noneMatch(history::add);
  }

  @Provide
  Arbitrary<List<Observation>> observations() {
    return Observations.ofOneJob();
  }

  private static JobHistory fold(List<Observation> observations) {
    JobHistory history = new JobHistory();
    observations.forEach(history::add);
    return history;
  }

  /** Terminal: the earliest, then failed before cancelled before completed, then by the text. */
  private static Optional<Observation> winner(List<Observation> statuses) {
    List<JobStatus> strongestFirst =
        List.of(JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.COMPLETED);
    return statuses.stream()
        .filter(o -> strongestFirst.contains(o.status()))
        .min(
            Comparator.comparingLong(Observation::at)
                .thenComparing(o -> strongestFirst.indexOf(o.status()))
                .thenComparing(o -> failureText(o.failure()), Comparator.reverseOrder()));
  }

  /** Its parts in their order; what parts them sorts below every character they may hold. */
  private static String failureText(Failure failure) {
    return failure == null
        ? ""
        : "1%s\0%s\0%s"
            .formatted(
                failure.message(),
                Objects.requireNonNullElse(failure.category(), ""),
                Objects.requireNonNullElse(failure.details(), ""));
  }

  private static JobStatus furthest(List<Observation> observations) {
    List<JobStatus> inOrder =
        List.of(JobStatus.CREATED, JobStatus.PENDING, JobStatus.RUNNING, JobStatus.CANCELLING);
    return observations.stream()
        .map(o -> o.isBatch() ? JobStatus.RUNNING : o.status())
        .max(Comparator.comparingInt(inOrder::indexOf))
        .orElseThrow();
  }

  private static long count(List<Observation> all, ToLongFunction<EntityCounts> field) {
    long reported =
        all.stream()
            .filter(o -> !o.isBatch())
            .mapToLong(o -> field.applyAsLong(o.counts()))
            .max()
            .orElse(0);
    Map<Integer, Long> batches =
        all.stream()
            .filter(Observation::isBatch)
            .collect(
                Collectors.toMap(
                    Observation::batch, o -> field.applyAsLong(o.counts()), Math::max));
    return Math.max(reported, batches.values().stream().mapToLong(Long::longValue).sum());
  }
}
