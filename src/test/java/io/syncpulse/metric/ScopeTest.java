package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncpulse.event.Id;
import java.util.UUID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void aConnectionsScopeIsKeyedToWhereItsConnectionIs() {
    for (int i = 0; i < 1_000; i++) {
      Id connection = new Id(i * 31L, i);
      assertThat(KeyGroupRangeAssignment.assignToKeyGroup(Scope.connection(connection), 720))
          .isEqualTo(KeyGroupRangeAssignment.assignToKeyGroup(connection, 720));
    }
  }

  @Test
  void scopesOfOneIdAndDifferentKindsAreDifferent() {
    Id id = new Id(1, 2);
    assertThat(Scope.connection(id)).isNotEqualTo(Scope.organization(id));
  }

  @Test
  void aSourceTypeIsKnownByTheMd5OfItsName() {
    assertThat(Scope.sourceType("notion").id())
        .isEqualTo(Id.of(UUID.fromString("5ea790e4-a248-dab6-ac4b-6ae1854463c7")));
  }
}
