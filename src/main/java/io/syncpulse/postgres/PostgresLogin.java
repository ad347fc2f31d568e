package io.syncpulse.postgres;

import java.io.Serializable;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where Postgres is and who logs in.
 *
 * @param url a JDBC URL, such as {@code jdbc:postgresql://db:5432/syncpulse}; parameters in it win
 *     over the ones that Syncpulse sets
 * @param user the role to log in as
 * @param password its password, never shown; null when there is none
 */
public record PostgresLogin(String url, String user, String password) implements Serializable {

  /**
   * @throws IllegalArgumentException when the URL is not one of Postgres
   */
  public PostgresLogin {
    // The URL itself is not repeated: it may hold a password.
    if (url == null || !isUrl(url)) {
      throw new IllegalArgumentException(
          "The JDBC URL is not of the form jdbc:postgresql://host:port/database");
    }
  }

  /** Whether the text is a JDBC URL of Postgres. */
  public static boolean isUrl(String text) {
    return Driver.parseURL(text, null) != null;
  }

  /** Host, port and database, without anything secret: for messages. */
  public String address() {
    Properties parts = Driver.parseURL(url, null);
    return "%s:%s/%s"
        .formatted(
            PGProperty.PG_HOST.getOrDefault(parts),
            PGProperty.PG_PORT.getOrDefault(parts),
            PGProperty.PG_DBNAME.getOrDefault(parts));
  }

  @Override
  public String toString() {
    return user + "@" + address();
  }
}
