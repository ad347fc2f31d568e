package io.syncpulse.receive;

/** A webhook is not stored. It has no stack trace: floods of bad requests must stay cheap. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  /**
   * @param detail what is wrong, one line for whoever runs the platform or this server
   */
  RefusedException(Refusal refusal, String detail) {
    super(detail, null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
