package io.syncpulse.api;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The table {@code api_key}. Every method throws {@link DatabaseException} when the database fails.
 */
public final class ApiKeys {

  private static final int LONGEST_NAME = 200;
  private static final int MOST_REQUESTS = 100_000;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String COLUMNS =
      "id, organization_id, reads_platform, name, requests_per_minute, created_at, expires_at,"
          + " revoked_at";

  private final DataSource database;

  public ApiKeys(DataSource database) {
    this.database = database;
  }

  /**
   * A key that was just made.
   *
   * @param key what is stored of it
   * @param token the secret, which is stored nowhere: this is the only time to see it
   */
  public record Created(ApiKey key, String token) {

    /** Without the token: it must not reach a log. */
    @Override
    public String toString() {
      return "Created[key=" + key + "]";
    }
  }

  /** Makes a key of an organization with a random token, which does not read the platform. */
  public Created create(
      UUID organization, String name, int requestsPerMinute, Instant expiresAtOrNull) {
    return create(organization, false, name, requestsPerMinute, expiresAtOrNull);
  }

  /**
   * Makes a key with a random token. See {@link #create(UUID, boolean, String, int, Instant,
   * String)}.
   */
  public Created create(
      UUID organization,
      boolean readsPlatform,
      String name,
      int requestsPerMinute,
      Instant expiresAtOrNull) {
    return create(
        organization, readsPlatform, name, requestsPerMinute, expiresAtOrNull, Token.random());
  }

  /**
   * Makes a key with a token that the caller chose.
   *
   * @param readsPlatform whether it may also read the figures of all organizations together
   * @param name 1 to 200 characters
   * @param requestsPerMinute 0 to 100000; 0 for no limit
   * @param expiresAtOrNull in the future, or null for never
   * @param token 16 to 256 printable ASCII characters, no space at either end
   * @throws IllegalArgumentException names what is wrong, or says that the token is taken
   */
  public Created create(
      UUID organization,
      boolean readsPlatform,
      String name,
      int requestsPerMinute,
      Instant expiresAtOrNull,
      String token) {
    check(name, requestsPerMinute, expiresAtOrNull, token);
    String sql =
        """
        INSERT INTO api_key
          (token_sha256, organization_id, reads_platform, name, requests_per_minute, expires_at)
        VALUES (?, ?, ?, ?, ?, ?) RETURNING\s"""
            + COLUMNS;
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, Token.sha256(token));
      insert.setObject(2, organization);
      insert.setBoolean(3, readsPlatform);
      insert.setString(4, name);
      insert.setInt(5, requestsPerMinute);
      insert.setObject(
          6, expiresAtOrNull == null ? null : expiresAtOrNull.atOffset(ZoneOffset.UTC));
      return new Created(readAll(insert).get(0), token);
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw new IllegalArgumentException("This token belongs to another key: choose another.", e);
      }
      throw DatabaseException.of(e);
    }
  }

  /** All keys, also the expired and the revoked ones, in the order in which they were made. */
  public List<ApiKey> list() {
    String sql = "SELECT " + COLUMNS + " FROM api_key ORDER BY created_at, id";
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      return readAll(select);
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /**
   * Revokes a key for ever. Running servers refuse it within {@link KeyCache#LIFE}.
   *
   * @return false when there is no such key, or it was revoked before
   */
  public boolean revoke(UUID id) {
    String sql = "UPDATE api_key SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL";
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, id);
      return update.executeUpdate() == 1;
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /** The key with this hash of its token, valid or not: one indexed read. */
  Optional<ApiKey> find(byte[] tokenSha256) {
    String sql = "SELECT " + COLUMNS + " FROM api_key WHERE token_sha256 = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, tokenSha256);
      return readAll(select).stream().findFirst();
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  private static void check(
      String name, int requestsPerMinute, Instant expiresAtOrNull, String token) {
    if (name == null
        || name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("The name of a key has 1 to 200 printable characters.");
    }
    if (requestsPerMinute < 0 || requestsPerMinute > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          "Requests per minute are 1 to 100000, or 0 for unlimited; not "
              + requestsPerMinute
              + ".");
    }
    if (expiresAtOrNull != null && !expiresAtOrNull.isAfter(Instant.now())) {
      throw new IllegalArgumentException("The key would be expired from the start.");
    }
    if (!Token.isWellFormed(token)) {
      throw new IllegalArgumentException(
          "A token has 16 to 256 printable ASCII characters and no space at its ends.");
    }
  }

  private static List<ApiKey> readAll(PreparedStatement statement) throws SQLException {
    List<ApiKey> keys = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        keys.add(
            new ApiKey(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getBoolean(3),
                row.getString(4),
                row.getInt(5),
                instant(row, 6),
                instant(row, 7),
                instant(row, 8)));
      }
    }
    return keys;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
