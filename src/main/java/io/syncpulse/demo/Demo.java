package io.syncpulse.demo;

import io.syncpulse.JobSettings;
import io.syncpulse.SyncPulseJob;
import io.syncpulse.api.ApiKeys;
import io.syncpulse.api.ApiServer;
import io.syncpulse.api.ApiSettings;
import io.syncpulse.demo.DemoSettings.Server;
import io.syncpulse.tool.Migrations;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * All of Syncpulse in one JVM, with everything that it needs: Postgres, Kafka, Flink and the API,
 * and a simulated sync platform that feeds them. Everything listens on 127.0.0.1 and is gone when
 * the demo ends.
 */
public final class Demo {

  private static final String TOPIC = "sync-events";
  private static final String DEAD_LETTER_TOPIC = "sync-events-dead";
  private static final int PARTITIONS = 4;
  private static final int API_POOL_SIZE = 8;
  private static final int NO_RATE_LIMIT = 0;
  private static final Duration HISTORY = Duration.ofDays(3);
  private static final Duration LIVE = Duration.ofDays(365);

  private final DemoSettings settings;
  private final Clock clock;
  private final PrintStream out;
  private final Closing closing;

  private Demo(DemoSettings settings, Clock clock, PrintStream out, Closing closing) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
    this.closing = closing;
  }

  /**
   * Runs until Ctrl-C. Ends with 1 when something does not work, with 2 when settings are wrong.
   */
  public static void main(String[] arguments) {
    Closing closing = new Closing();
    Runtime.getRuntime().addShutdownHook(new Thread(closing::close, "demo-close"));
    try {
      run(System.getenv(), closing);
    } catch (DemoException e) {
      end(closing, e.getMessage(), e.exitCode());
    } catch (Exception e) {
      end(closing, "The demo does not run: " + reason(e), DemoException.FAILED);
    }
  }

  private static void run(Map<String, String> environment, Closing closing) throws Exception {
    DemoSettings settings = DemoSettings.from(environment);
    List<String> taken = settings.takenPorts();
    if (!taken.isEmpty()) {
      throw new DemoException(DemoException.FAILED, taken);
    }
    new Demo(settings, Clock.systemUTC(), System.out, closing).start();
  }

  /** A Ctrl-C makes all kinds of things fail on their way down: of those nobody wants to hear. */
  private static void end(Closing closing, String message, int exitCode) {
    if (!closing.isClosed()) {
      System.err.println(message);
      System.exit(exitCode);
    }
  }

  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && reason.indexOf(message) < 0) {
        reason.append(": ").append(message.lines().findFirst().orElse(""));
      }
    }
    return reason.toString();
  }

  /** Starts everything, and returns only when the job ends, which it does when it is stopped. */
  private void start() throws Exception {
    Instant began = clock.instant();
    say("Starting Postgres, Kafka, Flink and the API ...");
    EmbeddedPostgres postgres =
        closing.start(() -> EmbeddedPostgres.start(settings.port(Server.POSTGRES)));
    String jdbcUrl = postgres.jdbcUrl(EmbeddedPostgres.SYNCPULSE);
    Migrations.migrate(jdbcUrl, EmbeddedPostgres.SYNCPULSE, EmbeddedPostgres.SYNCPULSE);
    createKey(jdbcUrl);
    EmbeddedKafka kafka = closing.start(() -> EmbeddedKafka.start(settings.port(Server.KAFKA)));
    Topics.create(kafka.bootstrapServers(), TOPIC, PARTITIONS);
    int slots = Math.min(PARTITIONS, Runtime.getRuntime().availableProcessors());
    EmbeddedFlink flink =
        closing.start(() -> EmbeddedFlink.start(settings.port(Server.FLINK), slots));
    JobClient job = submit(flink.environment(slots), jdbcUrl, kafka.bootstrapServers());
    closing.start(() -> ApiServer.start(apiSettings(jdbcUrl)));
    UUID connection = Platform.connections(settings.seed(), settings.organization()).get(0).id();
    say(Banner.text(settings, connection, Duration.between(began, clock.instant()).toSeconds()));
    if (settings.simulate()) {
      simulate(kafka, began);
    }
    job.getJobExecutionResult().get();
  }

  private static JobClient submit(
      StreamExecutionEnvironment env, String jdbcUrl, String bootstrapServers) throws Exception {
    SyncPulseJob.build(
        env,
        JobSettings.of(
            Map.of(
                "kafka.bootstrap-servers",
                bootstrapServers,
                "topic",
                TOPIC,
                "dead-letter-topic",
                DEAD_LETTER_TOPIC,
                "jdbc.url",
                jdbcUrl,
                "jdbc.user",
                EmbeddedPostgres.SYNCPULSE,
                "jdbc.password",
                EmbeddedPostgres.SYNCPULSE,
                // A replay squeezes months into seconds: what it repeats must still be known.
                "history.keep-finished",
                "45 d",
                "history.keep-unfinished",
                "45 d")));
    return env.executeAsync(SyncPulseJob.NAME);
  }

  private void createKey(String jdbcUrl) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(jdbcUrl);
    database.setUser(EmbeddedPostgres.SYNCPULSE);
    database.setPassword(EmbeddedPostgres.SYNCPULSE);
    new ApiKeys(database)
        .create(settings.organization(), true, "demo", NO_RATE_LIMIT, null, settings.apiKey());
  }

  private ApiSettings apiSettings(String jdbcUrl) {
    return new ApiSettings(
        "127.0.0.1",
        settings.port(Server.API),
        jdbcUrl,
        EmbeddedPostgres.SYNCPULSE,
        EmbeddedPostgres.SYNCPULSE,
        API_POOL_SIZE);
  }

  private void simulate(EmbeddedKafka kafka, Instant now) throws Exception {
    Simulation simulation =
        new Simulation(
            settings.seed(), settings.organization(), now.minus(HISTORY), now.plus(LIVE));
    closing.start(
        () ->
            Feed.start(
                simulation,
                kafka.bootstrapServers(),
                TOPIC,
                clock,
                count ->
                    say(
                        String.format(
                            Locale.ROOT,
                            "%,d events of the last %d days are in Kafka. From here on the"
                                + " simulated platform is live.",
                            count,
                            HISTORY.toDays()))));
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
