package io.syncpulse.demo;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.EventParser;
import io.syncpulse.event.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SimulationPropertyTest {

  private static final UUID ORGANIZATION = new UUID(7, 7);
  private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(6));

  private static final Map<String, Set<String>> LEGAL =
      Map.of(
          "pending", Set.of("running", "cancelled", "failed"),
          "running", Set.of("completed", "failed", "cancelling"),
          "cancelling", Set.of("cancelled"),
          "completed", Set.of(),
          "failed", Set.of(),
          "cancelled", Set.of());

  @Property(tries = 3)
  void sameSeedGivesTheSameBytesAndAnotherSeedDoesNot(@ForAll long seed) {
    assertThat(texts(seed)).isEqualTo(texts(seed)).isNotEqualTo(texts(seed + 1));
  }

  @Property(tries = 4)
  void arrivesInOrderSoonAfterItHappenedAndEnds(@ForAll long seed) {
    List<Arrived> all = arrived(seed);

    assertThat(all).isSortedAccordingTo(Comparator.comparing(a -> a.event().arrival()));
    for (Arrived arrived : all) {
      if (!arrived.isPoison()) {
        Duration delay =
            Duration.between(arrived.timestamp().toInstant(), arrived.event().arrival());
        assertThat(delay).isBetween(Duration.ofMillis(1), Duration.ofSeconds(90));
      }
    }
    assertThat(jobs(all).values())
        .allSatisfy(job -> assertThat(job.get(0).timestamp().toInstant()).isBetween(START, END));
  }

  @Property(tries = 4)
  void everyJobFollowsTheStateMachineOfThePlatform(@ForAll long seed) {
    for (List<Arrived> job : jobs(arrived(seed)).values()) {
      List<String> statuses = job.stream().filter(Arrived::isStatus).map(Arrived::status).toList();
      for (int i = 1; i < statuses.size(); i++) {
        assertThat(LEGAL.get(statuses.get(i - 1))).contains(statuses.get(i));
      }
      int running = firstOf(job, "running");
      for (int i = 0; i < job.size(); i++) {
        if (job.get(i).isBatch()) {
          assertThat(running).isNotNegative().isLessThan(i);
          assertThat(job.subList(0, i))
              .noneMatch(a -> a.isStatus() && LEGAL.get(a.status()).isEmpty());
        }
      }
    }
  }

  @Property(tries = 4)
  void batchesCountUpAndTheirPartsAddUpAndStatusesCountNothing(@ForAll long seed) {
    for (List<Arrived> job : jobs(arrived(seed)).values()) {
      List<Arrived> batches = job.stream().filter(Arrived::isBatch).toList();
      assertThat(batches)
          .extracting(batch -> batch.json().path("batch_seq").asInt(-1))
          .containsExactlyElementsOf(IntStream.range(0, batches.size()).boxed().toList());
      for (Arrived batch : batches) {
        List<Long> sums = LongStream.of(0, 0, 0, 0).boxed().toList();
        for (var part : batch.json().path("type_breakdown")) {
          sums = plus(sums, Arrived.counts(part));
        }
        assertThat(batch.counts()).isEqualTo(sums).allMatch(count -> count >= 0);
      }
      assertThat(job)
          .filteredOn(Arrived::isStatus)
          .allMatch(a -> a.json().path("entities_inserted").asInt(-1) == 0);
    }
  }

  @Property(tries = 4)
  void aConnectionRunsOneJobAtATime(@ForAll long seed) {
    Map<String, List<List<Arrived>>> byConnection =
        jobs(arrived(seed)).values().stream()
            .collect(groupingBy(j -> j.get(0).json().path("source_connection_id").asText()));

    for (List<List<Arrived>> jobs : byConnection.values()) {
      jobs.sort(Comparator.comparing(job -> job.get(0).timestamp()));
      for (int i = 1; i < jobs.size(); i++) {
        List<Arrived> before = jobs.get(i - 1);
        OffsetDateTime end = before.get(before.size() - 1).timestamp();
        assertThat(jobs.get(i).get(0).timestamp()).isAfter(end);
      }
    }
  }

  /** Shares of what chance gives: of one seed, so that chance cannot fail the build. */
  @Example
  void hasAllKindsOfTroubleInMeasure() {
    List<Arrived> all = arrived(1);
    List<Arrived> usable = all.stream().filter(a -> !a.isPoison()).toList();
    List<Arrived> ofJobs = usable.stream().filter(Arrived::isOfAJob).toList();
    Collection<List<Arrived>> jobs = jobs(all).values();

    assertThat(share(all.size() - usable.size(), all)).isBetween(0.000_01, 0.001);
    assertThat(share(usable.size() - ofJobs.size(), all)).isBetween(0.001, 0.01);
    long distinct = ofJobs.stream().map(Arrived::naturalKey).distinct().count();
    assertThat(share(ofJobs.size() - distinct, ofJobs)).isBetween(0.02, 0.04);
    assertThat(ofJobs)
        .filteredOn(Arrived::isStatus)
        .extracting(Arrived::status)
        .contains(LEGAL.keySet().toArray(String[]::new));
    assertThat(jobs).anyMatch(job -> firstOf(job, "pending") < 0);
    assertThat(jobs)
        .anyMatch(
            job -> job.stream().noneMatch(a -> a.isStatus() && LEGAL.get(a.status()).isEmpty()));
    assertThat(jobs).anyMatch(job -> job.stream().filter(Arrived::isBatch).count() > 30);
    assertThat(usable)
        .extracting(a -> a.json().path("error_category").asText())
        .contains("oauth_credentials_expired", "api_key_invalid");
    assertThat(usable)
        .extracting(a -> a.json().path("organization_id").asText())
        .contains(ORGANIZATION.toString())
        .matches(organizations -> organizations.stream().distinct().count() > 3);
  }

  @Property(tries = 3)
  void whatIsNotPoisonIsReadAndPoisonIsRejected(@ForAll long seed) {
    EventParser parser = new EventParser();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, END);

    for (Arrived arrived : arrived(seed)) {
      Parsed parsed = parser.parse(arrived.event().payload(), now);
      assertThat(parsed)
          .isInstanceOf(
              arrived.isPoison()
                  ? Parsed.Rejected.class
                  : arrived.isOfAJob() ? Parsed.Observed.class : Parsed.PassedOver.class);
    }
  }

  private static List<SimulatedEvent> simulate(long seed) {
    List<SimulatedEvent> events = new ArrayList<>();
    new Simulation(seed, ORGANIZATION, START, END).forEachRemaining(events::add);
    return events;
  }

  private static List<String> texts(long seed) {
    return simulate(seed).stream()
        .map(e -> e.arrival() + e.key() + new String(e.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<Arrived> arrived(long seed) {
    return simulate(seed).stream().map(Arrived::of).toList();
  }

  /** The events of each job, once each, by the time at which they happened. */
  private static Map<String, List<Arrived>> jobs(List<Arrived> all) {
    return all.stream()
        .filter(a -> !a.isPoison() && a.isOfAJob())
        .collect(
            groupingBy(
                Arrived::job,
                collectingAndThen(
                    toMap(Arrived::naturalKey, a -> a, (a, b) -> a, LinkedHashMap::new),
                    job ->
                        job.values().stream()
                            .sorted(Comparator.comparing(Arrived::timestamp))
                            .toList())));
  }

  private static int firstOf(List<Arrived> job, String status) {
    return IntStream.range(0, job.size())
        .filter(i -> job.get(i).isStatus() && job.get(i).status().equals(status))
        .findFirst()
        .orElse(-1);
  }

  private static List<Long> plus(List<Long> a, List<Long> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }

  private static double share(long part, List<?> whole) {
    return (double) part / whole.size();
  }
}
