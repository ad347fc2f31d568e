package io.syncpulse.receive;

import java.util.Locale;

/** Why a webhook was not stored. The codes are those of metrics: they are never renamed. */
enum Refusal {
  /** No signature, an old one, or one that fits no secret. */
  UNSIGNED(401),
  /** Signed, but no event. */
  NOT_AN_EVENT(400),
  /** Larger than events are, or than the topic takes. */
  TOO_LARGE(413),
  /** The body did not come in time. */
  TOO_SLOW(408),
  /** The client went away before its body was there: nobody reads the answer. */
  ABANDONED(400),
  /** As many requests are under way as there is room for. */
  BUSY(503),
  /** Kafka did not take it, or not in time. */
  NOT_STORED(503);

  final int status;

  Refusal(int status) {
    this.status = status;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
