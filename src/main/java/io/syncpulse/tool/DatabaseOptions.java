package io.syncpulse.tool;

import io.syncpulse.postgres.PostgresLogin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that speaks to Postgres. */
final class DatabaseOptions {

  private static final String URL = "jdbc:postgresql://localhost:5432/syncpulse";
  private static final String USER = "syncpulse";

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      defaultValue = URL,
      description = "Postgres database (default: " + URL + ").")
  String url;

  @Option(
      names = "--jdbc-user",
      paramLabel = "NAME",
      defaultValue = USER,
      description = "Postgres user (default: " + USER + ").")
  String user;

  @Option(
      names = "--jdbc-password",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Its password (default: none). Give it as SYNCPULSE_JDBC_PASSWORD: other users of this"
              + " machine can read a command line.")
  String password;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Database database() {
    try {
      return new Database(new PostgresLogin(url, user, password));
    } catch (IllegalArgumentException notOfPostgres) {
      throw new ParameterException(
          command.commandLine(),
          "--jdbc-url (SYNCPULSE_JDBC_URL) is not a Postgres URL: it looks like " + URL,
          notOfPostgres);
    }
  }
}
