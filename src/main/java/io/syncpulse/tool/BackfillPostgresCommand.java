package io.syncpulse.tool;

import io.syncpulse.backfill.AirweaveTables;
import io.syncpulse.backfill.BackfillException;
import io.syncpulse.backfill.PostgresBackfill;
import io.syncpulse.postgres.PostgresLogin;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "postgres",
    description = {
      "Bring over what Airweave's database holds: all of its connections and jobs, as they stand at"
          + " one moment.",
      "It reads only, and needs the right to read the tables source_connection and sync_job."
    })
final class BackfillPostgresCommand implements Runnable {

  private static final String URL = "jdbc:postgresql://localhost:5432/airweave";
  private static final String USER = "airweave";

  @ParentCommand private BackfillCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private BackfillOptions options;

  // Not SYNCPULSE_JDBC_URL: that is Syncpulse's own database, whose tables have the same names.
  @Option(
      names = {"--jdbc-url", "--airweave-jdbc-url"},
      paramLabel = "URL",
      required = true,
      description =
          "Airweave's Postgres database, such as " + URL + " (SYNCPULSE_AIRWEAVE_JDBC_URL).")
  private String url;

  @Option(
      names = {"--jdbc-user", "--airweave-jdbc-user"},
      paramLabel = "NAME",
      defaultValue = USER,
      description = "Its user (default: " + USER + ").")
  private String user;

  @Option(
      names = {"--jdbc-password", "--airweave-jdbc-password"},
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Its password (default: none). Give it as SYNCPULSE_AIRWEAVE_JDBC_PASSWORD: other users"
              + " of this machine can read a command line.")
  private String password;

  @Override
  public void run() {
    Database database = database();
    long start = System.nanoTime();
    try (BackfillProgress progress =
            new BackfillProgress(spec.commandLine().getErr(), parent.watched());
        Connection connection = database.dataSource().getConnection();
        BackfillTopic topic = options.open("postgres " + database.address(), progress)) {
      AirweaveTables tables = AirweaveTables.begin(connection);
      PostgresBackfill.Summary done = new PostgresBackfill(topic, progress).run(tables);
      summarize(done, topic.skipped(), System.nanoTime() - start);
    } catch (BackfillException failure) {
      throw new ToolException(failure.getMessage(), failure);
    } catch (SQLException failure) {
      throw database.explain(failure);
    }
  }

  private Database database() {
    try {
      return new Database(new PostgresLogin(url, user, password), "--airweave-jdbc");
    } catch (IllegalArgumentException notOfPostgres) {
      throw new ParameterException(
          spec.commandLine(),
          "--jdbc-url (SYNCPULSE_AIRWEAVE_JDBC_URL) is not a Postgres URL: it looks like " + URL,
          notOfPostgres);
    }
  }

  private void summarize(PostgresBackfill.Summary done, long skipped, long nanos) {
    PrintWriter out = spec.commandLine().getOut();
    if (done.resumed()) {
      out.println("went on after the rows that an earlier run had sent");
    }
    out.println(
        String.format(
            Locale.ROOT,
            "sent %d connections and %d jobs to %s, skipped %d, %.1f seconds",
            done.connections(),
            done.jobs(),
            options.topic,
            skipped,
            nanos / 1e9));
    if (done.orphans() > 0) {
      out.println(
          String.format(
              Locale.ROOT,
              "%d jobs belong to no connection any more and were left out",
              done.orphans()));
    }
    out.flush();
  }
}
