package io.syncpulse.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.syncpulse.backfill.AirweaveDatabase;
import io.syncpulse.backfill.AirweaveDatabase.Job;
import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Failure;
import io.syncpulse.event.JobStatus;
import io.syncpulse.event.Observation;
import io.syncpulse.event.TableRow;
import io.syncpulse.services.KafkaService;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillPostgresCommandIT {

  private static final KafkaService KAFKA = Services.kafka();
  private static final UUID ORGANIZATION = UUID.randomUUID();
  private static final Instant CREATED = Instant.parse("2026-02-01T10:00:00.123456Z");

  private final String topic = "backfill-" + UUID.randomUUID();
  private final BackfilledTopic published = new BackfilledTopic(KAFKA.bootstrapServers(), topic);
  private final AirweaveDatabase airweave;

  @TempDir private Path directory;

  BackfillPostgresCommandIT() throws Exception {
    airweave = new AirweaveDatabase();
  }

  @AfterEach
  void stop() {
    airweave.close();
  }

  @Test
  void publishesEveryColumnThatMeansSomething() throws Exception {
    UUID sync = UUID.randomUUID();
    UUID connection = connection(sync);
    UUID job = UUID.randomUUID();
    airweave.job(
        new Job(job, sync, "FAILED", CREATED, at(1), null, at(2), at(3), 1, "it \u0001 broke"));
    airweave.execute("UPDATE sync_job SET error_category = 'api_key_invalid'");

    Cli.Result result = run();

    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith("sent 1 connections and 1 jobs to " + topic + ", skipped 0, ");
    Observation row = published.jobs().get(0);
    assertThat(row.connection().toUuid()).isEqualTo(connection);
    assertThat(row.job().toUuid()).isEqualTo(job);
    assertThat(row.status()).isEqualTo(JobStatus.FAILED);
    assertThat(row.at()).isEqualTo(micros(at(3)));
    assertThat(row.row())
        .isEqualTo(new TableRow(0, micros(CREATED), micros(at(1)), micros(at(2)), false, true));
    assertThat(row.counts()).isEqualTo(new EntityCounts(1, 2, 3, 4, 5));
    assertThat(row.failure()).isEqualTo(new Failure("it \u0001 broke", "api_key_invalid", null));
    assertThat(row.facts().organization().toUuid()).isEqualTo(ORGANIZATION);
    assertThat(row.facts().sync().toUuid()).isEqualTo(sync);
    assertThat(row.facts().sourceType()).isEqualTo("notion");
    assertThat(row.facts().collectionReadableId()).isEqualTo("docs");
    assertThat(published.connections())
        .singleElement()
        .satisfies(
            of -> {
              assertThat(of.facts()).isEqualTo(row.facts());
              assertThat(of.row().createdAt()).isEqualTo(micros(CREATED));
            });
  }

  @Test
  void theEndIsThatOfTheStatus() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    for (String status : List.of("completed", "FAILED", "Cancelled", "RUNNING", "IN_PROGRESS")) {
      airweave.job(
          new Job(UUID.randomUUID(), sync, status, CREATED, at(1), at(2), at(3), at(4), 0, null));
    }
    airweave.job(
        new Job(UUID.randomUUID(), sync, "failed", CREATED, at(1), at(2), null, at(4), 0, null));
    airweave.job(
        new Job(UUID.randomUUID(), sync, "cancelled", CREATED, null, null, null, at(4), 0, null));

    run();

    assertThat(published.jobs())
        .extracting(row -> row.status() + " " + row.row().endedAt())
        .containsExactlyInAnyOrder(
            "COMPLETED " + micros(at(2)),
            "FAILED " + micros(at(3)),
            "CANCELLED " + micros(at(2)),
            "RUNNING null",
            "RUNNING null",
            "FAILED " + micros(at(2)),
            "CANCELLED null");
  }

  @Test
  void timesAreUtcWhateverTheZoneOfTheSession() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    airweave.job(job(sync));
    String database = "\"" + text("SELECT current_database()") + "\"";
    airweave.execute("ALTER DATABASE " + database + " SET TimeZone = 'America/St_Johns'");

    run();
    airweave.job(
        new Job(UUID.randomUUID(), sync, "pending", at(9), null, null, null, at(9), 0, null));
    run();

    assertThat(published.jobs())
        .extracting(row -> row.row().createdAt())
        .containsExactly(micros(CREATED), micros(at(9)));
  }

  @Test
  void anOlderAirweaveLacksColumns() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    airweave.job(job(sync));
    airweave.execute(
        "ALTER TABLE sync_job DROP failed_at, DROP entities_kept, DROP error_category");
    airweave.execute("CREATE TYPE syncjobstatus AS ENUM ('PENDING', 'COMPLETED')");
    airweave.execute(
        "ALTER TABLE sync_job ALTER status TYPE syncjobstatus USING upper(status)::syncjobstatus");

    Cli.Result result = run();

    assertThat(result.errLines())
        .containsExactly(
            "syncpulse: this Airweave has no sync_job.failed_at, sync_job.entities_kept,"
                + " sync_job.error_category: left out");
    assertThat(published.jobs())
        .singleElement()
        .extracting(Observation::counts)
        .isEqualTo(new EntityCounts(1, 2, 3, 0, 5));
  }

  @Test
  void aJobOfNoConnectionIsCountedAndLeftOut() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    airweave.job(job(sync));
    UUID orphaned = UUID.randomUUID();
    airweave.execute("INSERT INTO sync VALUES ('" + orphaned + "')");
    airweave.job(job(orphaned));

    Cli.Result result = run();

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("sent 1 connections and 1 jobs");
    assertThat(result.out()).contains("1 jobs belong to no connection any more and were left out");
    assertThat(published.jobs()).hasSize(1);
  }

  @Test
  void aSyncOfTwoConnectionsHasItsJobsOnce() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    airweave.execute(
        """
        INSERT INTO source_connection (id, organization_id, name, short_name, sync_id, created_at,
          modified_at)
        SELECT gen_random_uuid(), organization_id, 'copy', short_name, sync_id,
          created_at + interval '1 day', modified_at FROM source_connection
        """);
    airweave.job(job(sync));

    run();

    assertThat(published.connections()).hasSize(2);
    assertThat(published.jobs()).hasSize(1);
  }

  @Test
  void aRowThatTheJobCouldNotUseIsNamedAndLeftOut() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    airweave.job(job(sync));
    UUID exploded = UUID.randomUUID();
    airweave.job(new Job(exploded, sync, "exploded", CREATED, null, null, null, at(1), 0, null));
    UUID ancient = UUID.randomUUID();
    airweave.job(job(ancient, sync));
    airweave.execute(
        "UPDATE sync_job SET created_at = '-infinity', modified_at = '1999-01-01'"
            + " WHERE id = '"
            + ancient
            + "'");

    Cli.Result result = run();

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("1 jobs to", "skipped 2");
    assertThat(result.errLines())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .startsWith("syncpulse: skipped job " + exploded + ": malformed_status: "),
            line ->
                assertThat(line)
                    .startsWith("syncpulse: skipped job " + ancient + ": time_out_of_range: "));
  }

  @Test
  void syncpulsesOwnTablesOfTheSameNamesAreNotMistaken() {
    try (PostgresService own = Services.postgres()) {
      Migrations.migrate(own.jdbcUrl(), own.user(), own.password());

      Cli.Result result = cli().run("backfill", "postgres", "--jdbc-url", own.jdbcUrl());

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.errLines())
          .singleElement()
          .asString()
          .contains("not Airweave's database", "sync_job.sync_id");
    }
  }

  @Test
  void syncpulsesOwnVariablesAreNotTakenForAirweaves() {
    Cli.Result result =
        new Cli()
            .with("SYNCPULSE_JDBC_URL", airweave.postgres().jdbcUrl())
            .run("backfill", "postgres");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--airweave-jdbc-url");
  }

  @Test
  void namesItsOwnOptionsWhereTheDatabaseRefuses() {
    Cli.Result result =
        cli()
            .with("SYNCPULSE_AIRWEAVE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/x")
            .run("backfill", "postgres");

    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("cannot reach Postgres", "SYNCPULSE_AIRWEAVE_JDBC_URL");
  }

  @Test
  void whatCameLaterFollows() throws Exception {
    UUID sync = UUID.randomUUID();
    connection(sync);
    airweave.job(job(sync));
    run();
    airweave.job(
        new Job(UUID.randomUUID(), sync, "PENDING", at(1), null, null, null, at(1), 0, null));

    Cli.Result result = run();

    assertThat(result.out()).contains("went on after", "sent 0 connections and 1 jobs");
    assertThat(published.jobs()).hasSize(2);
    assertThat(published.connections()).hasSize(1);
  }

  @Test
  void killedAgainAndAgainItLeavesNoGapAndNoDouble() throws Exception {
    fill(200, 60_000);
    long seed = new Random().nextLong();
    System.out.println("Kills of seed " + seed);
    Random random = new Random(seed);
    int brokenOff = 0;
    for (int run = 0; run < 3; run++) {
      long mark = published.end() + 1 + random.nextInt(12_000);
      try (ToolProcess process =
          new ToolProcess(directory, environment(), "backfill", "postgres")) {
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> published.end() >= mark || !process.isAlive());
        process.kill();
        brokenOff += process.exit() == 0 ? 0 : 1;
      }
    }
    assertThat(brokenOff).isPositive();

    Cli.Result last = run();

    assertThat(last.exit()).isZero();
    List<Observation> jobs = published.jobs();
    Set<UUID> distinct = new HashSet<>();
    jobs.forEach(job -> distinct.add(job.job().toUuid()));
    assertThat(jobs).hasSize(60_000);
    assertThat(distinct).hasSize(60_000);
    assertThat(published.connections())
        .extracting(Observation::connection)
        .doesNotHaveDuplicates()
        .hasSize(200);
    assertThat(published.written())
        .as("some were broken off in the middle of a step")
        .isGreaterThan(60_200);
  }

  private UUID connection(UUID sync) throws SQLException {
    UUID id = UUID.randomUUID();
    airweave.connection(id, ORGANIZATION, sync, "notion", CREATED);
    return id;
  }

  private static Job job(UUID sync) {
    return job(UUID.randomUUID(), sync);
  }

  private static Job job(UUID id, UUID sync) {
    return new Job(id, sync, "COMPLETED", CREATED, at(1), at(2), null, at(2), 1, null);
  }

  /** Many jobs, some of them created in the same moment. */
  private void fill(int connections, int jobs) throws SQLException {
    airweave.execute(
        """
        INSERT INTO sync SELECT gen_random_uuid() FROM generate_series(1, %1$s);
        INSERT INTO source_connection (id, organization_id, name, short_name, sync_id, created_at,
          modified_at)
        SELECT gen_random_uuid(), gen_random_uuid(), 'x', 'notion', id, '2026-01-01', '2026-01-01'
        FROM sync;
        INSERT INTO sync_job (id, organization_id, sync_id, status, started_at, completed_at,
          entities_inserted, entities_updated, entities_deleted, entities_kept, entities_skipped,
          scheduled, created_at, modified_at)
        SELECT gen_random_uuid(), gen_random_uuid(), of.id, 'COMPLETED', at, at, 1, 2, 3, 4, 5,
          true, at, at
        FROM (SELECT row_number() OVER () - 1 AS n, id FROM sync) of
        JOIN LATERAL (
          SELECT timestamp '2026-01-01' + (i / 10) * interval '1 second' AS at
          FROM generate_series(of.n * %2$s, of.n * %2$s + %2$s - 1) AS i) AS moments ON true
        """
            .formatted(connections, jobs / connections));
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = airweave.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private Cli.Result run() {
    return cli().run("backfill", "postgres");
  }

  private Cli cli() {
    Cli cli = new Cli();
    environment().forEach(cli::with);
    return cli;
  }

  private Map<String, String> environment() {
    PostgresService postgres = airweave.postgres();
    return Map.of(
        "SYNCPULSE_KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers(),
        "SYNCPULSE_BACKFILL_TOPIC", topic,
        "SYNCPULSE_AIRWEAVE_JDBC_URL", postgres.jdbcUrl(),
        "SYNCPULSE_AIRWEAVE_JDBC_USER", postgres.user(),
        "SYNCPULSE_AIRWEAVE_JDBC_PASSWORD", postgres.password());
  }

  private static Instant at(int minutes) {
    return CREATED.plusSeconds(60L * minutes);
  }

  private static long micros(Instant at) {
    return Duration.between(Instant.EPOCH, at).toNanos() / 1000;
  }
}
