package io.syncpulse.tool;

/** When events are due, as time since the first one. Has state: one pace for one replay. */
@FunctionalInterface
interface Pace {

  /**
   * Asks for the next event; to be called once for each.
   *
   * @param at the event's own time, microseconds since the epoch; null when it does not say
   * @return nanoseconds after the start of the replay; 0 for at once
   */
  long due(Long at);

  /** As fast as Kafka takes them. */
  static Pace unbounded() {
    return at -> 0;
  }

  /** Evenly, so many events a second, whatever they say. */
  static Pace rate(double eventsPerSecond) {
    double gap = 1e9 / eventsPerSecond;
    long[] asked = {0};
    return at -> (long) (asked[0]++ * gap);
  }

  /**
   * As they happened, so many times faster. An event that is older than one before it is due at
   * once.
   */
  static Pace speed(double factor) {
    double nanosPerMicro = 1e3 / factor;
    Long[] first = {null};
    return at -> {
      if (at == null) {
        return 0;
      }
      if (first[0] == null) {
        first[0] = at;
      }
      return (long) ((at - first[0]) * nanosPerMicro);
    };
  }
}
