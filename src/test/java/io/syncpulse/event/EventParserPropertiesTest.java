package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventParserPropertiesTest {

  private static final long NOW = 1_750_000_000_000_000L;

  private final EventParser parser = new EventParser();

  @Property
  void anEventComesOutAsItWentInWhateverTheOrderAndTheUnknownFields(
      @ForAll("observations") Observation expected, @ForAll Random random) {
    assertThat(parser.parse(shuffled(event(expected), random), NOW))
        .isEqualTo(new Parsed.Observed(expected));
  }

  @Property
  void arbitraryBytesNeverThrow(@ForAll byte[] bytes) {
    assertThat(parser.parse(bytes, NOW)).isInstanceOf(Parsed.Rejected.class);
  }

  @Property(tries = 20_000)
  void aDamagedEventNeverThrowsAndLeavesNothingBehind(
      @ForAll("observations") Observation observation, @ForAll Random random) {
    byte[] whole = EventJson.bytes(event(observation));
    Parsed parsed = parser.parse(Damage.to(whole, random), NOW);
    if (parsed instanceof Parsed.Rejected rejected) {
      assertThat(rejected.reason()).isNotEqualTo(RejectReason.PARSER_FAILED);
      assertThat(rejected.message()).isNotBlank().hasSizeLessThan(250);
    }
    assertThat(parser.parse(whole, NOW)).isEqualTo(new Parsed.Observed(observation));
  }

  @Property(tries = 5000)
  void theHeadOfARecordAgreesWithTheWhole(
      @ForAll("observations") Observation observation, @ForAll Random random) {
    byte[] damaged = Damage.to(EventJson.bytes(event(observation)), random);
    EventHead head = parser.head(damaged);
    Parsed parsed = parser.parse(damaged, NOW);
    if (parsed instanceof Parsed.Observed seen) {
      assertThat(head).isEqualTo(new EventHead(null, seen.observation().connection()));
    }
    if (!head.isEvent()) {
      assertThat(parsed)
          .isInstanceOfSatisfying(
              Parsed.Rejected.class,
              rejected -> assertThat(rejected.message()).isEqualTo(head.problem()));
    }
  }

  @Property(tries = 5000)
  void anyValueInAnyFieldIsReadOrRejectedUnderTheNameOfAField(
      @ForAll("observations") Observation observation,
      @ForAll("oddValues") Object odd,
      @ForAll Random random) {
    Map<String, Object> event = event(observation);
    List<String> names = List.copyOf(event.keySet());
    String name = names.get(random.nextInt(names.size()));
    event.put(name, odd);
    Parsed parsed = parser.parse(EventJson.bytes(event), NOW);
    if (parsed instanceof Parsed.Rejected rejected) {
      assertThat(rejected.reason()).isNotEqualTo(RejectReason.PARSER_FAILED);
      assertThat(rejected.message()).startsWith(name + " ");
    }
  }

  private static Map<String, Object> event(Observation observation) {
    Map<String, Object> event = new LinkedHashMap<>();
    EntityCounts counts = observation.counts();
    if (observation.isBatch()) {
      event.put("event_type", "entity.batch_processed");
      event.put("batch_seq", observation.batch());
      event.put("inserted", counts.inserted());
      event.put("updated", counts.updated());
      event.put("deleted", counts.deleted());
      event.put("kept", counts.kept());
    } else {
      String status = observation.status().toString();
      event.put("event_type", "sync." + status.toLowerCase(Locale.ROOT));
      event.put("entities_inserted", counts.inserted());
      event.put("entities_updated", counts.updated());
      event.put("entities_deleted", counts.deleted());
      event.put("entities_skipped", counts.skipped());
      event.put("error", observation.failure() == null ? null : observation.failure().message());
    }
    event.put("timestamp", instant(observation.at()).toString());
    event.put("sync_job_id", observation.job().toString());
    event.put("source_connection_id", observation.connection().toString());
    ConnectionFacts facts = observation.facts();
    event.put("organization_id", text(facts.organization()));
    event.put("sync_id", text(facts.sync()));
    event.put("collection_id", text(facts.collection()));
    event.put("source_type", facts.sourceType());
    event.put("collection_name", facts.collectionName());
    event.put("collection_readable_id", facts.collectionReadableId());
    return event;
  }

  private static byte[] shuffled(Map<String, Object> event, Random random) {
    Map<String, Object> all = new LinkedHashMap<>(event);
    for (int i = random.nextInt(4); i > 0; i--) {
      all.put("x" + random.nextInt(1000), List.of(Map.of("timestamp", i, "event_type", "x"), 1.5));
    }
    List<String> names = new ArrayList<>(all.keySet());
    Collections.shuffle(names, random);
    Map<String, Object> result = new LinkedHashMap<>();
    names.forEach(name -> result.put(name, all.get(name)));
    return EventJson.bytes(result);
  }

  @Provide
  Arbitrary<Observation> observations() {
    Arbitrary<Id> ids =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as((high, low) -> Id.of(new UUID(high, low)));
    Arbitrary<Id> optionalIds = ids.injectNull(0.2);
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars("aZ09 \"\\/\n\t\u007Féı€İ{}[],:")
            .ofMaxLength(20)
            .injectNull(0.2);
    Arbitrary<ConnectionFacts> facts =
        Combinators.combine(optionalIds, optionalIds, texts, optionalIds, texts, texts)
            .as(ConnectionFacts::new);
    Arbitrary<Long> times =
        Arbitraries.longs().between(946_684_800_000_000L, NOW + 86_400_000_000L);
    Arbitrary<Long> counts = Arbitraries.longs().between(0, Integer.MAX_VALUE);
    Arbitrary<Observation> statuses =
        Combinators.combine(
                ids,
                ids,
                times,
                Arbitraries.of(JobStatus.class).filter(status -> status != JobStatus.CREATED),
                counts.list().ofSize(4),
                texts,
                facts)
            .as(
                (connection, job, at, status, n, error, about) ->
                    new Observation(
                        connection,
                        job,
                        at,
                        status,
                        -1,
                        new EntityCounts(n.get(0), n.get(1), n.get(2), 0, n.get(3)),
                        error == null ? null : new Failure(error, null, null),
                        about));
    Arbitrary<Observation> batches =
        Combinators.combine(
                ids,
                ids,
                times,
                Arbitraries.integers().between(0, Integer.MAX_VALUE),
                counts.list().ofSize(4),
                facts)
            .as(
                (connection, job, at, seq, n, about) ->
                    new Observation(
                        connection,
                        job,
                        at,
                        null,
                        seq,
                        new EntityCounts(n.get(0), n.get(1), n.get(2), n.get(3), 0),
                        null,
                        about));
    return Arbitraries.oneOf(statuses, batches);
  }

  @Provide
  Arbitrary<Object> oddValues() {
    return Arbitraries.of(
        null,
        true,
        0,
        -1,
        1.5,
        Long.MIN_VALUE,
        Double.MAX_VALUE,
        "",
        "\0\uD800",
        "2025-01-01T00:00:00Z",
        "00000000-0000-0000-0000-000000000000",
        "x".repeat(20_000),
        List.of(List.of(Map.of())),
        Map.of("event_type", Map.of("a", List.of())));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String text(Id id) {
    return id == null ? null : id.toUuid().toString();
  }
}
