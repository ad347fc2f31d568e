package io.syncpulse.backfill;

import io.syncpulse.event.EventParser;
import io.syncpulse.event.Observation;
import io.syncpulse.event.Parsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A topic that keeps what was committed, read as the job would read it. */
final class RowsInMemory implements RowTopic {

  private final List<String> places = new ArrayList<>();
  private final List<Observation> rows = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<Observation> step = new ArrayList<>();
  private final List<String> placesOfStep = new ArrayList<>();
  private final EventParser parser = new EventParser();
  private final Instant now;

  RowsInMemory(Instant now) {
    this.now = now;
  }

  List<Observation> rows() {
    return rows;
  }

  List<Observation> jobs() {
    return rows.stream().filter(row -> row.job() != null).toList();
  }

  List<String> refused() {
    return refused;
  }

  @Override
  public void places(Consumer<String> each) {
    places.forEach(each);
  }

  @Override
  public boolean send(RowEvent row, String placeOrNull) {
    Parsed parsed = parser.parse(row.bytes(), now.toEpochMilli() * 1000);
    if (parsed instanceof Parsed.Rejected rejected) {
      refused.add(row.name() + " " + rejected.reason());
      return false;
    }
    step.add(((Parsed.Observed) parsed).observation());
    if (placeOrNull != null) {
      placesOfStep.add(placeOrNull);
    }
    return true;
  }

  @Override
  public void commit() {
    rows.addAll(step);
    places.addAll(placesOfStep);
    dropStep();
  }

  /** What becomes of an unfinished step when its run ends. */
  void dropStep() {
    step.clear();
    placesOfStep.clear();
  }
}
