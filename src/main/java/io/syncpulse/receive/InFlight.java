package io.syncpulse.receive;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may be under way at once: what is beyond is refused at once rather than waited for, so
 * that neither memory nor waiting times grow without end.
 */
final class InFlight {

  private final int mostRequests;
  private final long mostBytes;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int mostRequests, long mostBytes) {
    this.mostRequests = mostRequests;
    this.mostBytes = mostBytes;
  }

  /**
   * Lets one more request in.
   *
   * @throws RefusedException if there are too many
   */
  Place enter() {
    if (requests.incrementAndGet() > mostRequests) {
      requests.decrementAndGet();
      throw full();
    }
    return new Place();
  }

  /** How many requests are under way. */
  int requests() {
    return requests.get();
  }

  /** How many bytes of bodies are held for them. */
  long bytes() {
    return bytes.get();
  }

  private static RefusedException full() {
    return new RefusedException(Refusal.BUSY, "Too much is under way: come again");
  }

  /** What one request takes up until it is answered. */
  final class Place implements AutoCloseable {

    private long taken;
    private boolean left;

    /**
     * Makes room for more of the body, as it comes: what a client announces costs it nothing.
     *
     * @throws RefusedException if there is none, or the request has been answered
     */
    synchronized void take(int more) {
      if (left) {
        throw full();
      }
      taken += more;
      if (bytes.addAndGet(more) > mostBytes) {
        throw full();
      }
    }

    @Override
    public synchronized void close() {
      if (!left) {
        left = true;
        bytes.addAndGet(-taken);
        requests.decrementAndGet();
      }
    }
  }
}
