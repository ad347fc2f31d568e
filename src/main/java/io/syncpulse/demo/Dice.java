package io.syncpulse.demo;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Chance from a seed. {@link Random} and {@link StrictMath} give the same on every machine and Java
 * version.
 */
final class Dice {

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  long seed() {
    return random.nextLong();
  }

  UUID uuid() {
    long high = random.nextLong() & 0xffffffffffff0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from lowest to highest, both included. */
  int between(int lowest, int highest) {
    return lowest + random.nextInt(highest - lowest + 1);
  }

  /** A duration between the two, in microseconds. */
  Duration between(Duration shortest, Duration longest) {
    long range = micros(longest) - micros(shortest);
    return shortest.plusNanos(1_000 * (long) (random.nextDouble() * range));
  }

  /** A log-normal duration: half are shorter than the median, few are many times as long. */
  Duration around(Duration median, double sigma) {
    double factor = StrictMath.exp(sigma * random.nextGaussian());
    return Duration.ofNanos(1_000 * (long) (micros(median) * factor));
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
