package io.syncpulse.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Some figures of a window as they stood at moments at equal distances, from one window before the
 * newest metrics up to them: the last value is the newest, and the first one is what it is compared
 * with.
 */
final class Sparkline {

  /** Windows are whole minutes, so that a step is whole seconds. */
  static final int STEPS = 60;

  private final Window window;
  private final long[] jobs = new long[STEPS + 1];
  private final Map<String, Double[]> others = new LinkedHashMap<>();
  private Instant to;

  Sparkline(Window window) {
    this.window = window;
  }

  /** Seconds between two moments. */
  static int stepSeconds(Window window) {
    return window.seconds() / STEPS;
  }

  /** Takes the figures of a moment, and when the last moment is: null when there are no metrics. */
  void add(int step, Instant lastOrNull, ResultSet m) throws SQLException {
    to = lastOrNull;
    jobs[step] = m.getLong("jobs");
    add(step, "success_rate", Columns.decimal(m, "success_rate"));
    add(step, "duration_p95", Columns.decimal(m, "duration_p95"));
    add(step, "entities_per_second", m.getDouble("entities_per_second"));
    add(step, "running_mean", m.getDouble("running_seconds") / window.seconds());
    add(step, "queue_p95", Columns.decimal(m, "queue_p95"));
  }

  private void add(int step, String name, Double valueOrNull) {
    others.computeIfAbsent(name, series -> new Double[STEPS + 1])[step] = valueOrNull;
  }

  /** Writes it; without metrics it is empty. */
  void write(JsonBytes json) {
    int moments = to == null ? 0 : STEPS + 1;
    json.beginObject();
    json.field("from").time(to == null ? null : to.minusSeconds(window.seconds()));
    json.field("to").time(to);
    json.field("step_seconds").number(stepSeconds(window));
    json.field("jobs").beginArray();
    for (int i = 0; i < moments; i++) {
      json.element().number(jobs[i]);
    }
    json.endArray();
    others.forEach(
        (name, values) -> {
          json.field(name).beginArray();
          for (int i = 0; i < moments; i++) {
            json.element().number(values[i]);
          }
          json.endArray();
        });
    json.endObject();
  }
}
