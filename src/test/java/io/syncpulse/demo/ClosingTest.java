package io.syncpulse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void closesInTheOppositeOrderAndEvenWhenSomethingDoesNot() throws Exception {
    StringBuilder closed = new StringBuilder();
    Closing closing = new Closing();
    closing.start(() -> () -> closed.append("first"));
    closing.start(
        () ->
            () -> {
              throw new IOException("stuck");
            });
    closing.start(() -> () -> closed.append("last "));

    closing.close();

    assertThat(closed).hasToString("last first");
    assertThatThrownBy(() -> closing.start(() -> () -> closed.append("too late")))
        .isInstanceOf(IllegalStateException.class);
  }
}
