package io.syncpulse.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.event.Observation;
import io.syncpulse.story.Path;
import io.syncpulse.story.Story;
import io.syncpulse.story.StoryTeller;
import io.syncpulse.story.Telling;
import io.syncpulse.story.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The same job heard of by events, rows and backfills, by all of them or some, in any order: the
 * history is the truth as far as any of them told it.
 */
class MixedPathsTest {

  private static final long NOON = Duration.ofHours(12).toMillis() * 1000;
  private static final HistoryRules RULES =
      new HistoryRules(
          Duration.ofMinutes(10),
          Duration.ofHours(2),
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          Duration.ofDays(8),
          null);

  @Property(tries = 5000)
  void theHistoryIsTheTruthAsFarAsAnyPathToldIt(@ForAll long seed) {
    Random random = new Random(seed);
    Story story = StoryTeller.tell(random, Observations.CONNECTION, Observations.JOB, NOON);
    List<Telling> told = someOf(story, random);
    Told truth = new Told(story, told);

    JobHistory history = fold(story, told, random);

    assertThat(history.status()).isEqualTo(truth.status());
    assertThat(history.endedAt()).isEqualTo(truth.endedAt());
    assertThat(history.createdAt()).isEqualTo(truth.createdAt());
    assertThat(history.startedAt()).isEqualTo(truth.startedAt());
    assertThat(history.heardAt).isEqualTo(truth.heardAt());
    assertThat(history.counts()).isEqualTo(truth.counts());
    assertThat(history.failure()).isEqualTo(truth.failure());
    assertThat(history.batches.size).isEqualTo(truth.batches().size());
    assertThat(history).isEqualTo(fold(story, told, random));
  }

  @Property(tries = 500)
  void soIsWhatMetricsCountHoweverTimePassesMeanwhile(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<List<Object>> expected = new ArrayList<>();
    List<Observation> arriving = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Story story = StoryTeller.tell(random, Observations.CONNECTION, new Id(2, i), NOON + i);
      List<Telling> told = someOf(story, random);
      expected.addAll(bookings(new Told(story, told)));
      arriving.addAll(observations(story, told, random));
    }
    Collections.shuffle(arriving, random);
    try (FoldHarness fold = new FoldHarness(RULES)) {
      for (Observation observation : arriving) {
        fold.observe(observation);
        fold.watermark(fold.time() + random.nextInt(10));
      }
      fold.endOfInput();

      assertThat(fold.bookings())
          .extracting(MixedPathsTest::told)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<Object> told(Booking booking) {
    Outcome outcome = booking.outcome();
    return outcome == null
        ? List.of(booking.at(), booking.entities())
        : Arrays.asList(
            booking.at(),
            outcome.kind().name(),
            outcome.createdAt(),
            outcome.startedAt(),
            booking.entities());
  }

  private static List<List<Object>> bookings(Told truth) {
    List<List<Object>> bookings = new ArrayList<>();
    EntityCounts explained = EntityCounts.NONE;
    for (Telling batch : truth.batches()) {
      bookings.add(List.of(batch.at(), batch.counts()));
      explained = sum(explained, batch.counts());
    }
    boolean ended = truth.status().isTerminal();
    bookings.add(
        Arrays.asList(
            ended ? truth.endedAt() : (Long) lostAt(truth),
            ended ? truth.status().name() : "LOST",
            truth.createdAt(),
            ended && !truth.isEndKnown() ? null : truth.startedAt(),
            rest(truth.counts(), explained)));
    return bookings;
  }

  private static long lostAt(Told truth) {
    Duration silence =
        switch (truth.status()) {
          case RUNNING -> RULES.lostAfterRunning();
          case CANCELLING -> RULES.lostAfterCancelling();
          default -> RULES.lostAfterPending();
        };
    return truth.heardAt() + silence.toMillis() * 1000;
  }

  private static EntityCounts sum(EntityCounts a, EntityCounts b) {
    return new EntityCounts(
        a.inserted() + b.inserted(),
        a.updated() + b.updated(),
        a.deleted() + b.deleted(),
        a.kept() + b.kept(),
        0);
  }

  private static EntityCounts rest(EntityCounts all, EntityCounts explained) {
    return new EntityCounts(
        Math.max(0, all.inserted() - explained.inserted()),
        Math.max(0, all.updated() - explained.updated()),
        Math.max(0, all.deleted() - explained.deleted()),
        Math.max(0, all.kept() - explained.kept()),
        0);
  }

  /** What some of the paths told, or what was left of it on the way. */
  private static List<Telling> someOf(Story story, Random random) {
    Set<Path> paths = EnumSet.noneOf(Path.class);
    while (paths.isEmpty()) {
      for (Path path : Path.values()) {
        if (random.nextBoolean()) {
          paths.add(path);
        }
      }
    }
    boolean loses = random.nextBoolean();
    List<Telling> told = new ArrayList<>(story.tellings());
    told.removeIf(telling -> !paths.contains(telling.path()) || (loses && random.nextInt(3) == 0));
    return told.isEmpty() ? story.tellings().subList(0, 1) : told;
  }

  private static JobHistory fold(Story story, List<Telling> told, Random random) {
    JobHistory history = new JobHistory();
    observations(story, told, random).forEach(history::add);
    return history;
  }

  /** Each once or twice, in any order. */
  private static List<Observation> observations(Story story, List<Telling> told, Random random) {
    List<Observation> observations = new ArrayList<>();
    for (Telling telling : told) {
      for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
        observations.add(
            telling.observation(story, Observations.facts(Observations.ACME, "notion")));
      }
    }
    Collections.shuffle(observations, random);
    return observations;
  }
}
