package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/** Reads how an organization, and the platform, does now and did one window before. */
final class OverviewReader {

  private static final int TYPICAL_BYTES = 8_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final DataSource database;
  private final InstantSource clock;

  OverviewReader(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The overview of all that the key may read; zeros and nulls where nothing is known.
   *
   * @throws InvalidRequestException when no metrics of this window are kept
   * @throws DatabaseException when the database fails
   */
  Page read(ApiKey key, Window window) {
    try (Connection connection = database.getConnection()) {
      JsonBytes scopes = new JsonBytes(TYPICAL_BYTES).beginArray();
      boolean anyMetrics = false;
      FigureScope widest = null;
      for (FigureScope scope : FigureScope.of(key)) {
        ScopeFigures figures = ScopeFigures.read(connection, scope, scope.id(key), window);
        write(scopes.element(), scope, figures, Activity.read(connection, scope, scope.id(key)));
        anyMetrics |= figures.present();
        widest = scope;
      }
      if (!anyMetrics) {
        KnownWindows.require(connection, window);
      }
      Instant newestEventAt = Activity.newestEventAt(connection, widest, widest.id(key));
      return page(window, newestEventAt, scopes.endArray().toBytes());
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  /** Its state is what it says but for the time: or it would be a new one each time. */
  private Page page(Window window, Instant newestEventAt, byte[] scopes) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    JsonBytes json = new JsonBytes(scopes.length + 200).beginObject();
    json.field("as_of").time(now);
    json.field("window").text(window.text());
    json.field("newest_event_at").time(newestEventAt);
    json.field("lag_seconds").number(newestEventAt == null ? null : lag(newestEventAt, now));
    json.field("scopes").raw(scopes).endObject();
    ETag etag =
        ETag.of(
            window.text().getBytes(UTF_8), String.valueOf(newestEventAt).getBytes(UTF_8), scopes);
    return new Page(json.toBytes(), null, etag);
  }

  /** Never negative: an event may come from a clock that is ahead. */
  private static Double lag(Instant newestEventAt, Instant now) {
    return Math.max(0, Duration.between(newestEventAt, now).toNanos() / NANOS_PER_SECOND);
  }

  private static void write(
      JsonBytes json, FigureScope scope, ScopeFigures figures, Activity activity) {
    json.beginObject().field("scope").text(scope.wireName());
    json.field("metrics").raw(figures.metrics());
    json.field("previous").raw(figures.previous());
    json.field("running_now").number(activity.running());
    json.field("queued_now").number(activity.queued());
    figures.sparkline().write(json.field("sparkline"));
    json.endObject();
  }
}
