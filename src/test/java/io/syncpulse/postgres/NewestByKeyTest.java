package io.syncpulse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NewestByKeyTest {

  @Test
  void handsOutTheNewestOfEachKeyInTheOrderOfKeys() {
    NewestByKey<String, Integer> held = new NewestByKey<>(10, 0, (older, newer) -> newer);
    held.put("b", 1, 0);
    held.put("a", 2, 0);
    held.put("b", 3, 0);

    assertThat(held.drain()).containsExactly(2, 3);
    assertThat(held.isEmpty()).isTrue();
    assertThat(held.drain()).isEmpty();
  }

  @Test
  void isFullByKeysAndNotByStates() {
    NewestByKey<String, Integer> held = new NewestByKey<>(2, 0, (older, newer) -> newer);
    held.put("a", 1, 0);
    held.put("a", 2, 0);
    assertThat(held.isFull()).isFalse();

    held.put("b", 3, 0);
    assertThat(held.isFull()).isTrue();
  }

  @Test
  void isDueWhenTheOldestStateHasWaitedLongEnough() {
    NewestByKey<String, Integer> held = new NewestByKey<>(10, 250, (older, newer) -> newer);
    held.put("a", 1, 1_000);
    held.put("a", 2, 1_200);
    assertThat(held.dueAt()).isEqualTo(1_250);

    held.drain();
    held.put("a", 3, 1_300);
    assertThat(held.dueAt()).isEqualTo(1_550);
  }

  @Test
  void refusesToHoldNothingOrForANegativeTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewestByKey<>(0, 1, (older, newer) -> newer));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewestByKey<>(1, -1, (older, newer) -> newer));
  }

  @Property
  void theLastStateOfEachKeyAlwaysComesOut(
      @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> keys,
      @ForAll @IntRange(min = 1, max = 12) int maxRows) {
    NewestByKey<Integer, Integer> held = new NewestByKey<>(maxRows, 0, (older, newer) -> newer);
    Map<Integer, Integer> seen = new TreeMap<>();
    Map<Integer, Integer> expected = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      held.put(keys.get(i), i, 0);
      expected.put(keys.get(i), i);
      if (held.isFull()) {
        apply(held.drain(), keys, maxRows, seen);
      }
    }
    apply(held.drain(), keys, maxRows, seen);

    assertThat(seen).isEqualTo(expected);
  }

  private static void apply(
      List<Integer> batch, List<Integer> keys, int maxRows, Map<Integer, Integer> seen) {
    List<Integer> keysOfBatch = new ArrayList<>(batch.stream().map(keys::get).toList());
    assertThat(keysOfBatch).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(maxRows);
    batch.forEach(state -> seen.put(keys.get(state), state));
  }
}
