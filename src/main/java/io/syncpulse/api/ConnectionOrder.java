package io.syncpulse.api;

import java.util.Locale;
import java.util.Map;

/**
 * What connections can be ranked by. The smallest rank comes first; of equal ones the smaller id.
 */
enum ConnectionOrder {
  /** Lowest first; connections without one last. */
  SUCCESS_RATE("coalesce(n.success_rate, 'infinity')"),
  /** Longest first; connections without one last. */
  P95("coalesce(-n.duration_p95, 'infinity')"),
  /** Most entities per second first. */
  THROUGHPUT("-coalesce(n.entities_per_second, 0)"),
  /** Most failed jobs first. */
  FAILURES("-coalesce(n.failed, 0)::double precision");

  /** All of them by their names on the wire. */
  static final Map<String, ConnectionOrder> BY_NAME =
      Parameters.byName(values(), ConnectionOrder::wireName);

  private final String rank;

  ConnectionOrder(String rank) {
    this.rank = rank;
  }

  /** The rank in SQL: of a row {@code n} of connection_rank, or of none. Never null. */
  String rank() {
    return rank;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
