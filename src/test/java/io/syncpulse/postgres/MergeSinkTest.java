package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergeSinkTest {

  @Test
  void callsAProcedureWithAParameterForEachTypeOfItsSignature() {
    assertThat(MergeSink.call("merge_it(uuid[], int8[],text[])"))
        .isEqualTo("CALL merge_it(?, ?,?)");
  }
}
