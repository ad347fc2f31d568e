package io.syncpulse;

import io.syncpulse.TrueJob.Entities;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * The events of one job while it is made up. Each has the time that it names and the moment at
 * which it arrives, both in microseconds since the epoch.
 */
final class JobDraft {

  /** Whom a connection belongs to and what it is; null where that is not said. */
  record Claim(String organization, String sourceType) {
    static final Claim NONE = new Claim(null, null);
  }

  private final List<Workload.Line> lines = new ArrayList<>();
  private final String id;
  private final String connection;
  private final LongFunction<Claim> claims;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /**
   * @param claims what an event of a time says of the connection
   */
  JobDraft(String id, String connection, LongFunction<Claim> claims) {
    this.id = id;
    this.connection = connection;
    this.claims = claims;
  }

  /** The events so far. */
  List<Workload.Line> lines() {
    return lines;
  }

  /** The earliest time that was named so far. */
  long earliest() {
    return earliest;
  }

  /** The latest time that was named so far. */
  long latest() {
    return latest;
  }

  JobDraft status(String status, long at, long arrives) {
    return status(status, at, arrives, Entities.NONE);
  }

  JobDraft status(String status, long at, long arrives, Entities reported) {
    return add(
        "\"event_type\":\"sync.%s\",\"entities_inserted\":%s,\"entities_updated\":%s,\"entities_deleted\":%s"
            .formatted(status, reported.inserted(), reported.updated(), reported.deleted()),
        at,
        arrives);
  }

  JobDraft batch(int sequence, Entities did, long at, long arrives) {
    return add(
        "\"event_type\":\"entity.batch_processed\",\"batch_seq\":%s,\"inserted\":%s,\"updated\":%s,\"deleted\":%s"
            .formatted(sequence, did.inserted(), did.updated(), did.deleted()),
        at,
        arrives);
  }

  private JobDraft add(String fields, long at, long arrives) {
    earliest = Math.min(earliest, at);
    latest = Math.max(latest, at);
    Claim claim = claims.apply(at);
    String json =
        String.format(
            Locale.ROOT,
            "{%s,\"sync_job_id\":\"%s\",\"source_connection_id\":\"%s\",\"organization_id\":%s,\"source_type\":%s,\"timestamp\":\"%s\"}",
            fields,
            id,
            connection,
            quoted(claim.organization()),
            quoted(claim.sourceType()),
            instant(at));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    lines.add(new Workload.Line(instant(arrives), connection, bytes));
    return this;
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
