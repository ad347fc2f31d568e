package io.syncpulse.metric;

/** Takes the rows of both tables. */
interface Rows {

  void rolling(RollingRow row);

  void hourly(HourlyRow row);
}
