package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The promise of the histogram: within 1 % of the exact nearest rank, whatever was done to it. */
class HistogramPropertyTest {

  private static final long MILLISECOND = 1_000;
  private static final long MONTH = 30L * 86_400_000_000L;

  @Property(tries = 10_000)
  void aPercentileIsWithinOnePercentAfterAnyMerging(
      @ForAll("durations") List<Long> kept,
      @ForAll("durations") List<Long> takenBack,
      @ForAll Random random) {
    List<Measures> parts = new ArrayList<>();
    kept.forEach(micros -> parts.add(one(micros)));
    takenBack.forEach(micros -> parts.add(one(micros)));
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      Measures part = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).add(part);
    }
    Measures sum = parts.isEmpty() ? new Measures() : parts.get(0);
    Collections.shuffle(takenBack, random);
    takenBack.forEach(micros -> sum.subtract(one(micros)));

    assertThat(sum.durations().count()).isEqualTo(kept.size());
    Collections.sort(kept);
    for (int percent : new int[] {0, 1, 50, 90, 95, 99, 100}) {
      double estimate = sum.durations().percentile(percent);
      if (kept.isEmpty()) {
        assertThat(estimate).isNaN();
      } else {
        double exact = exact(kept, percent) / 1e6;
        assertThat(Math.abs(estimate - exact) / exact).isLessThanOrEqualTo(0.01);
      }
    }
  }

  @Property
  void addedAndTakenAwayInAnyOrderNothingIsLeft(
      @ForAll("durations") List<Long> durations, @ForAll Random random) {
    Measures sum = new Measures();
    durations.forEach(micros -> sum.add(one(micros)));
    Collections.shuffle(durations, random);
    durations.forEach(micros -> sum.subtract(one(micros)));

    assertThat(sum.isZero()).isTrue();
    assertThat(sum).isEqualTo(new Measures());
  }

  @Property
  void whatIsOutOfBoundsHasBucketsOfItsOwn(@ForAll Random random) {
    long below = random.nextLong(MILLISECOND);
    long beyond = MONTH * 2 + random.nextLong(MONTH);
    assertThat(one(below).durations().percentile(50)).isZero();
    assertThat(one(beyond).durations().percentile(50)).isBetween(30 * 86_400d, 30.3 * 86_400d);
  }

  @Property
  void packingKeepsEverything(@ForAll("durations") List<Long> durations, @ForAll boolean opposite) {
    Measures measures = new Measures();
    for (long micros : durations) {
      if (opposite) {
        measures.subtract(one(micros));
      } else {
        measures.add(one(micros));
      }
    }
    Measures unpacked = one(5);
    PackedMeasures.unpack(PackedMeasures.pack(measures), unpacked);

    assertThat(unpacked).isEqualTo(measures);
  }

  private static Measures one(long micros) {
    Measures one = new Measures();
    one.addDuration(micros);
    return one;
  }

  /** Counted, not computed: at least so many percent are no longer than it. */
  private static long exact(List<Long> sorted, int percent) {
    return sorted.stream()
        .filter(
            value -> {
              long notLonger = sorted.stream().filter(other -> other <= value).count();
              return notLonger * 100 >= (long) percent * sorted.size();
            })
        .findFirst()
        .orElseThrow();
  }

  /** Anything from 1 ms to 30 days, of any size alike, and what lies at a border or beside it. */
  @Provide
  Arbitrary<List<Long>> durations() {
    Arbitrary<Long> any =
        Arbitraries.doubles().between(6.9, 28.6).ofScale(9).map(log -> Math.round(Math.exp(log)));
    List<Long> borders =
        LongStream.of(Buckets.longest())
            .flatMap(border -> LongStream.of(border - 1, border, border + 1))
            .filter(micros -> micros >= MILLISECOND && micros <= MONTH)
            .boxed()
            .toList();
    return Arbitraries.oneOf(any, Arbitraries.of(borders), Arbitraries.of(MILLISECOND, MONTH))
        .map(micros -> Math.min(Math.max(micros, MILLISECOND), MONTH))
        .list()
        .ofMaxSize(30)
        .map(ArrayList::new);
  }
}
