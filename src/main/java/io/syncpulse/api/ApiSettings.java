package io.syncpulse.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What the server needs to know.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 to 65535; 0 takes a free one
 * @param jdbcUrl {@code jdbc:postgresql://...}
 * @param jdbcUser the database's user
 * @param jdbcPassword the user's password
 * @param poolSize most connections to the database, 1 to 1000
 */
public record ApiSettings(
    String host, int port, String jdbcUrl, String jdbcUser, String jdbcPassword, int poolSize) {

  /**
   * Checks everything at once.
   *
   * @throws IllegalArgumentException names all that is wrong
   */
  public ApiSettings {
    List<String> wrong = new ArrayList<>();
    if (host == null || host.isBlank()) {
      wrong.add("the host is missing");
    }
    if (port < 0 || port > 65_535) {
      wrong.add("the port must be 0 to 65535, not " + port);
    }
    if (jdbcUrl == null || !jdbcUrl.startsWith("jdbc:postgresql:")) {
      wrong.add("the JDBC URL must start with jdbc:postgresql:");
    }
    if (poolSize < 1 || poolSize > 1_000) {
      wrong.add("the pool size must be 1 to 1000, not " + poolSize);
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("API settings: " + String.join("; ", wrong));
    }
  }

  /** Without the URL and the password: a URL may carry a password too. */
  @Override
  public String toString() {
    return "ApiSettings[host="
        + host
        + ", port="
        + port
        + ", jdbcUser="
        + jdbcUser
        + ", poolSize="
        + poolSize
        + "]";
  }
}
