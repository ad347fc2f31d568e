package io.syncpulse.metric;

import io.syncpulse.event.Id;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whose metrics: a connection's, a source type's, an organization's or the platform's.
 *
 * @param kind which of the four
 * @param id the connection or the organization; of a source type the MD5 of its name; of the
 *     platform all zeros
 * @param sourceType name of the source type; null for the other kinds
 */
public record Scope(Kind kind, Id id, String sourceType) {

  /** The kinds of scope, from the finest to the coarsest. */
  public enum Kind {
    CONNECTION,
    SOURCE_TYPE,
    ORGANIZATION,
    PLATFORM
  }

  private static final Scope PLATFORM = new Scope(Kind.PLATFORM, new Id(0, 0), null);

  /** The metrics of one source connection. */
  public static Scope connection(Id connection) {
    return new Scope(Kind.CONNECTION, connection, null);
  }

  /** The metrics of all connections of a source type. Its name may be as long as it likes. */
  public static Scope sourceType(String name) {
    return new Scope(Kind.SOURCE_TYPE, md5(name), name);
  }

  /** The metrics of all connections of an organization. */
  public static Scope organization(Id organization) {
    return new Scope(Kind.ORGANIZATION, organization, null);
  }

  /** The metrics of everything. */
  public static Scope platform() {
    return PLATFORM;
  }

  /** The key of a row: a name of any length would not fit into an index. */
  private static Id md5(String name) {
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8)));
      return new Id(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /**
   * That of the id alone: Flink routes keyed state by it, so what is keyed by connection stays
   * where it is when it is keyed by the connection's scope.
   */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Scope other && kind == other.kind && id.equals(other.id);
  }
}
