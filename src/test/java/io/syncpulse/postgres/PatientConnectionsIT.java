package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.syncpulse.event.EntityCounts;
import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import io.syncpulse.history.JobSnapshot;
import io.syncpulse.services.PostgresService;
import io.syncpulse.services.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PatientConnectionsIT {

  private static final int JOBS = 100_000;

  private static TestDatabase postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestDatabase.own();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void theSinkOutlastsARestartOfPostgresWithoutARestartOfTheJob() throws Exception {
    postgres.execute("TRUNCATE sync_job");
    JobClient client = startWriting();
    CompletableFuture<?> result = client.getJobExecutionResult();

    await().until(() -> rowsWritten() > 1_000);
    postgres.stop();
    postgres.start();
    assertThat(result).as("the outage came in the middle of the job").isNotDone();

    result.get(60, TimeUnit.SECONDS);
    assertThat(rowsWritten()).isEqualTo(JOBS);
  }

  @Test
  void aJobThatWaitsForPostgresCanBeCancelled() throws Exception {
    postgres.execute("TRUNCATE sync_job");
    JobClient client = startWriting();
    CompletableFuture<?> result = client.getJobExecutionResult();
    await().until(() -> rowsWritten() > 1_000);
    postgres.stop();
    try {
      await().until(PatientConnectionsIT::someoneWaits);
      client.cancel().get(10, TimeUnit.SECONDS);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> result.get(10, TimeUnit.SECONDS))
          .withRootCauseInstanceOf(JobCancellationException.class);
    } finally {
      postgres.start();
    }
  }

  /** An error on closing would end the whole TaskManager. */
  @Test
  void aWriterThatFailedClosesWithoutAnError() throws Exception {
    OneInputStreamOperatorTestHarness<List<JobSnapshot>, CommittableMessage<List<JobSnapshot>>>
        writer =
            new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(
                    SyncJobTable.sink(postgres.login(), Duration.ofMillis(300))),
                Types.LIST(TypeInformation.of(JobSnapshot.class))
                    .createSerializer(new SerializerConfigImpl()));
    writer.open();
    writer.processElement(new StreamRecord<>(List.of(job(1))));
    postgres.stop();
    try {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> writer.processElement(new StreamRecord<>(List.of(job(2)))))
          .withStackTraceContaining("could not be reached");
      assertThatCode(writer::close).doesNotThrowAnyException();
    } finally {
      postgres.start();
    }
  }

  @Test
  void reconnectsWhenTheServerHasClosedTheConnection() throws Exception {
    try (PatientConnections connections = connections(postgres.login())) {
      Connection first = connections.getOrEstablishConnection();
      assertThat(connections.getOrEstablishConnection()).isSameAs(first);

      postgres.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'syncpulse' AND datname = current_database()");

      await().until(() -> !connections.isConnectionValid());
      assertThat(connections.getOrEstablishConnection().isValid(5)).isTrue();
    }
  }

  @Test
  void givesUpAfterASetTimeWithAMessageThatNamesTheServerAndNotThePassword() throws Exception {
    int port = freePort();
    PostgresLogin login =
        new PostgresLogin(
            "jdbc:postgresql://127.0.0.1:" + port + "/history?password=hidden1", "me", "hidden2");
    try (PatientConnections connections =
        new PatientConnections(login, Duration.ofMillis(300), SyncJobTable.MERGE)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(connections::getOrEstablishConnection)
          .withMessageContaining("127.0.0.1:" + port + "/history")
          .withMessageContaining("Start it")
          .withMessageNotContainingAny("hidden");
    }
  }

  @Test
  void doesNotWaitForARoleThatDoesNotExist() throws Exception {
    PostgresLogin login = new PostgresLogin(postgres.login().url(), "nobody", "hidden");
    try (PatientConnections connections = connections(login)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(connections::getOrEstablishConnection)
          .withMessageContaining("refused to let nobody in")
          .withMessageNotContainingAny("hidden");
    }
  }

  @Test
  void doesNotWaitForADatabaseThatDoesNotExist() throws Exception {
    PostgresLogin there = postgres.login();
    String database = there.address().substring(there.address().indexOf('/') + 1);
    PostgresLogin login =
        new PostgresLogin(there.url().replace(database, "nowhere"), there.user(), there.password());
    try (PatientConnections connections = connections(login)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(connections::getOrEstablishConnection)
          .withMessageContaining("\"nowhere\" does not exist");
    }
  }

  @Test
  void saysMigrateWhenTheSchemaIsMissing() throws Exception {
    try (PostgresService empty = Services.postgres();
        PatientConnections connections = connections(TestDatabase.login(empty))) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(connections::getOrEstablishConnection)
          .withMessageContaining(TestDatabase.login(empty).address())
          .withMessageContaining("Run `migrate`");
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    PostgresLogin login =
        new PostgresLogin("jdbc:postgresql://127.0.0.1:" + freePort() + "/history", "me", "");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try (PatientConnections connections = connections(login)) {
                connections.getOrEstablishConnection();
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    waiting.interrupt();
    waiting.join(TimeUnit.SECONDS.toMillis(10));

    assertThat(thrown.get()).hasMessageContaining("Interrupted while waiting for Postgres");
  }

  private static PatientConnections connections(PostgresLogin login) {
    return new PatientConnections(login, Duration.ofMinutes(5), SyncJobTable.MERGE);
  }

  /** Starts a job that writes many small batches, and fails at the first error. */
  private static JobClient startWriting() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    env.enableCheckpointing(200);
    env.fromSequence(1, JOBS)
        .map(PatientConnectionsIT::job)
        .returns(JobSnapshot.class)
        .transform(
            "coalesce",
            Types.LIST(TypeInformation.of(JobSnapshot.class)),
            new CoalesceNewest<>(SyncJobTable::key, 50, Duration.ofMillis(250)))
        .sinkTo(SyncJobTable.sink(postgres.login(), Duration.ofMinutes(1)));
    return env.executeAsync();
  }

  private static boolean someoneWaits() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(
            frame ->
                frame.getClassName().equals(PatientConnections.class.getName())
                    && frame.getMethodName().equals("pause"));
  }

  private static JobSnapshot job(long number) {
    return new JobSnapshot(
        new Id(1, 1),
        new Id(0, number),
        JobStatus.RUNNING,
        number,
        number,
        null,
        number,
        null,
        EntityCounts.NONE,
        0,
        null,
        RandomStates.byEvents(number));
  }

  private static int rowsWritten() throws SQLException {
    List<String> count = postgres.texts("SELECT count(*) FROM sync_job");
    return Integer.parseInt(count.get(0));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
