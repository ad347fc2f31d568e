package io.syncpulse.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.RowJson.Change;
import io.syncpulse.event.RowJson.Shape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowParserPropertiesTest {

  private static final long NOW = 1_750_000_000_000_000L;

  private final RowParser jobs = new RowParser(RowTable.SYNC_JOB);
  private final RowParser connections = new RowParser(RowTable.SOURCE_CONNECTION);

  @Property
  void aJobComesOutAsItWentInFromEveryShape(
      @ForAll("jobs") Observation expected, @ForAll Random random) {
    Change change = change(expected, jobRow(expected, random), random);
    for (Shape shape : Shape.ALL) {
      assertThat(jobs.parse(RowJson.bytes(shape, change), NOW))
          .isEqualTo(new Parsed.Observed(expected));
    }
  }

  @Property
  void aConnectionComesOutAsItWentInFromEveryShape(
      @ForAll("connections") Observation expected, @ForAll Random random) {
    Change change = change(expected, connectionRow(expected, random), random);
    for (Shape shape : Shape.ALL) {
      assertThat(connections.parse(RowJson.bytes(shape, change), NOW))
          .isEqualTo(new Parsed.Observed(expected));
    }
  }

  @Property
  void arbitraryBytesNeverThrow(@ForAll byte[] bytes) {
    assertThat(jobs.parse(bytes, NOW)).isInstanceOf(Parsed.Rejected.class);
    assertThat(connections.parse(bytes, NOW)).isInstanceOf(Parsed.Rejected.class);
  }

  @Property(tries = 5000)
  void aDamagedChangeNeverThrowsAndLeavesNothingBehind(
      @ForAll("jobs") Observation job, @ForAll Shape shape, @ForAll Random random) {
    byte[] whole = RowJson.bytes(shape, change(job, jobRow(job, random), random));
    if (jobs.parse(Damage.to(whole, random), NOW) instanceof Parsed.Rejected rejected) {
      assertThat(rejected.reason()).isNotEqualTo(RejectReason.PARSER_FAILED);
      assertThat(rejected.message()).isNotBlank().hasSizeLessThan(300);
    }
    assertThat(jobs.parse(whole, NOW)).isEqualTo(new Parsed.Observed(job));
  }

  @Property(tries = 3000)
  void anyValueInAnyColumnIsReadOrRejectedUnderItsName(
      @ForAll("jobs") Observation job,
      @ForAll Shape shape,
      @ForAll("oddValues") Object odd,
      @ForAll Random random) {
    Map<String, Object> row = jobRow(job, random);
    List<String> columns = List.copyOf(row.keySet());
    String column = columns.get(random.nextInt(columns.size()));
    row.put(column, odd);
    byte[] bytes = RowJson.bytes(shape, change(job, row, random));
    if (jobs.parse(bytes, NOW) instanceof Parsed.Rejected rejected) {
      assertThat(rejected.reason()).isNotEqualTo(RejectReason.PARSER_FAILED);
      assertThat(rejected.message()).startsWith(column + " ");
    }
  }

  private static Change change(Observation row, Map<String, Object> columns, Random random) {
    List<String> names = new ArrayList<>(columns.keySet());
    Collections.shuffle(names, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, columns.get(name)));
    String op = row.isSnapshot() ? "r" : random.nextBoolean() ? "c" : "u";
    return new Change(op, shuffled, row.row().lsn(), NOW / 1000);
  }

  private static Map<String, Object> jobRow(Observation job, Random random) {
    Map<String, Object> row = common(job, random);
    row.put("id", job.job().toString());
    row.put("status", job.status().toString());
    row.put("started_at", time(job.row().startedAt(), random));
    boolean hasFailed = job.status() == JobStatus.FAILED;
    row.put("completed_at", hasFailed ? null : time(job.row().endedAt(), random));
    row.put("failed_at", hasFailed ? time(job.row().endedAt(), random) : null);
    row.put("entities_inserted", job.counts().inserted());
    row.put("entities_updated", job.counts().updated());
    row.put("entities_deleted", job.counts().deleted());
    row.put("entities_kept", job.counts().kept());
    row.put("entities_skipped", job.counts().skipped());
    row.put("error", job.failure() == null ? null : job.failure().message());
    row.put("sync_config", "{\"before\":{\"id\":1}}");
    return row;
  }

  private static Map<String, Object> connectionRow(Observation connection, Random random) {
    Map<String, Object> row = common(connection, random);
    row.put("id", connection.connection().toString());
    row.put("short_name", connection.facts().sourceType());
    row.put("status", "odd");
    return row;
  }

  private static Map<String, Object> common(Observation observation, Random random) {
    Map<String, Object> row = new LinkedHashMap<>();
    Id organization = observation.facts().organization();
    Id sync = observation.facts().sync();
    row.put("organization_id", organization == null ? null : organization.toString());
    row.put("sync_id", sync == null ? null : sync.toString());
    row.put("created_at", time(observation.row().createdAt(), random));
    row.put("modified_at", time(observation.at(), random));
    return row;
  }

  /** A time as one of the settings of the connector writes it. */
  private static Object time(Long micros, Random random) {
    if (micros == null) {
      return null;
    }
    String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    return switch (random.nextInt(4)) {
      case 0 -> micros % 1000 == 0 ? micros / 1000 : micros;
      case 1 -> micros * 1000 + random.nextInt(1000);
      case 2 -> text;
      default -> text.substring(0, text.length() - 1).replace('T', ' ');
    };
  }

  @Provide
  Arbitrary<Observation> jobs() {
    return Combinators.combine(
            ids(),
            times(),
            Arbitraries.of(JobStatus.class),
            Arbitraries.longs().between(0, Integer.MAX_VALUE).list().ofSize(5),
            Arbitraries.strings().ofMinLength(1).ofMaxLength(20).alpha().injectNull(0.3),
            ids().injectNull(0.2),
            ids(),
            rows())
        .as(
            (id, at, status, n, error, organization, sync, row) ->
                new Observation(
                    null,
                    id,
                    at,
                    status,
                    -1,
                    new EntityCounts(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4)),
                    error == null ? null : new Failure(error, null, null),
                    new ConnectionFacts(organization, sync, null, null, null, null),
                    new TableRow(
                        row.lsn(),
                        row.createdAt(),
                        row.startedAt(),
                        status.isTerminal() ? row.endedAt() : null,
                        false,
                        row.isSnapshot())));
  }

  @Provide
  Arbitrary<Observation> connections() {
    return Combinators.combine(
            ids(),
            times(),
            ids().injectNull(0.2),
            ids().injectNull(0.2),
            Arbitraries.of("notion", "github").injectNull(0.2),
            rows())
        .as(
            (id, at, organization, sync, source, row) ->
                new Observation(
                    id,
                    null,
                    at,
                    null,
                    -1,
                    EntityCounts.NONE,
                    null,
                    new ConnectionFacts(organization, sync, source, null, null, null),
                    new TableRow(row.lsn(), row.createdAt(), null, null, false, row.isSnapshot())));
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
        Long.MAX_VALUE,
        Double.MAX_VALUE,
        "",
        "\0\uD800",
        "__debezium_unavailable_value",
        "2025-01-01T00:00:00Z",
        "00000000-0000-0000-0000-000000000000",
        "x".repeat(20_000),
        List.of(List.of(Map.of())),
        Map.of("id", Map.of("a", List.of())));
  }

  private static Arbitrary<TableRow> rows() {
    return Combinators.combine(
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            times().injectNull(0.2),
            times().injectNull(0.2),
            times().injectNull(0.2),
            Arbitraries.of(true, false))
        .as(
            (lsn, created, started, ended, isSnapshot) ->
                new TableRow(lsn, created, started, ended, false, isSnapshot));
  }

  private static Arbitrary<Id> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
        .as((high, low) -> Id.of(new UUID(high, low)));
  }

  private static Arbitrary<Long> times() {
    return Arbitraries.longs().between(946_684_800_000_000L, NOW + 86_400_000_000L);
  }
}
