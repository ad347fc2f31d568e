package io.syncpulse.metric;

import io.syncpulse.history.Booking;
import org.apache.flink.api.common.functions.MapFunction;

/** Says what a booking changes in the metrics of its connection. */
public final class BookPanes implements MapFunction<Booking, PaneChange> {

  private static final long serialVersionUID = 1L;

  @Override
  public PaneChange map(Booking booking) {
    return new PaneChange(
        Scope.connection(booking.connection()),
        BookedMeasures.minute(booking),
        BookedMeasures.of(booking));
  }
}
