package io.syncpulse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void eachBucketHoldsWhatLiesBetweenItsPowersAndItsValueIsWithinOnePercentOfBothEnds() {
    MathContext exact = new MathContext(60);
    BigDecimal power = BigDecimal.valueOf(1_000);
    long longest = 999;
    for (int bucket = 1; bucket <= Buckets.LAST_REGULAR; bucket++) {
      power = power.multiply(new BigDecimal("1.02"), exact);
      long shortest = longest + 1;
      longest = power.longValue();
      assertThat(Buckets.of(shortest)).isEqualTo(bucket);
      assertThat(Buckets.of(longest)).isEqualTo(bucket);
      assertThat(Buckets.of(longest + 1)).isEqualTo(bucket + 1);
      double value = Buckets.seconds(bucket) * 1e6;
      assertThat(Math.abs(value - shortest) / shortest).isLessThan(0.00991);
      assertThat(Math.abs(value - longest) / longest).isLessThan(0.00991);
    }
    assertThat(longest).isGreaterThan(30L * 86_400_000_000L);
  }

  @Test
  void whatIsShorterOrLongerHasABucketOfItsOwn() {
    assertThat(Buckets.of(-1)).isZero();
    assertThat(Buckets.of(0)).isZero();
    assertThat(Buckets.of(999)).isZero();
    assertThat(Buckets.seconds(0)).isZero();
    assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(Buckets.BEYOND);
  }
}
