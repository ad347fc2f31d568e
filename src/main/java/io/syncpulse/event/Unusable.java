package io.syncpulse.event;

/**
 * A record cannot be used: the way out of the parser, never out of the package. It has no stack
 * trace, because bad records must cost no more than good ones.
 */
final class Unusable extends Exception {

  private final RejectReason reason;

  Unusable(RejectReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  RejectReason reason() {
    return reason;
  }
}
