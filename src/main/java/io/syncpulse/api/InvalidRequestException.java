package io.syncpulse.api;

import java.util.List;

/** A request whose parameters are wrong: status 422. */
final class InvalidRequestException extends RuntimeException {

  private final transient List<Problem> problems;

  InvalidRequestException(List<Problem> problems) {
    super(problems.size() + " problems", null, false, false);
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
