package io.syncpulse.metric;

import io.syncpulse.event.Id;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/** What each window holds at the end of every slide at which it is not empty. */
final class EverySlide {

  /** Where a row belongs. */
  record Place(Id connection, int windowSeconds, long asOf) {}

  private record Series(Id connection, int windowSeconds) {}

  private static final Figures NOTHING = Figures.of(new Measures());

  private EverySlide() {}

  /** Of rows that are given at every slide. */
  static Map<Place, Figures> of(DataStream<WindowRow> rows) throws Exception {
    Map<Place, Figures> slides = new HashMap<>();
    try (CloseableIterator<WindowRow> each = rows.executeAndCollect()) {
      each.forEachRemaining(
          row ->
              slides.put(
                  new Place(row.connection(), row.windowSeconds(), row.asOf()), row.figures()));
    }
    return slides;
  }

  /** Of rows that are valid until the next one, and end with an empty one. */
  static Map<Place, Figures> ofChanges(DataStream<RollingRow> rows, int slideSeconds)
      throws Exception {
    Map<Series, StatedTable<Figures>> tables = new HashMap<>();
    try (CloseableIterator<RollingRow> each = rows.executeAndCollect()) {
      each.forEachRemaining(
          row ->
              tables
                  .computeIfAbsent(
                      new Series(row.scope().id(), row.windowSeconds()), s -> new StatedTable<>())
                  .state(row.after(), row.asOf(), row.isLast(), row.isFinal(), row.figures()));
    }
    Map<Place, Figures> slides = new HashMap<>();
    tables.forEach((series, table) -> repeat(series, table, slideSeconds, slides));
    return slides;
  }

  private static void repeat(
      Series series, StatedTable<Figures> table, int slideSeconds, Map<Place, Figures> slides) {
    table.rows.forEach(
        (asOf, row) -> {
          if (row.content().equals(NOTHING)) {
            return;
          }
          long next = table.rows.higherKey(asOf);
          for (long end = asOf; end < next; end += slideSeconds) {
            slides.put(new Place(series.connection(), series.windowSeconds(), end), row.content());
          }
        });
  }
}
