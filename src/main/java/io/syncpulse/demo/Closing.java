package io.syncpulse.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be closed in the opposite order. Starting and closing exclude each other: a
 * Ctrl-C that comes while a server starts waits for it, and then closes it too.
 */
final class Closing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private volatile boolean closed;

  /** How to start something. */
  interface Starter<T extends AutoCloseable> {
    T start() throws Exception;
  }

  /**
   * Starts something and remembers it.
   *
   * @throws IllegalStateException when all has been closed already
   */
  synchronized <T extends AutoCloseable> T start(Starter<T> starter) throws Exception {
    if (closed) {
      throw new IllegalStateException("everything is closed");
    }
    T running = starter.start();
    started.push(running);
    return running;
  }

  /** Whether closing has begun. */
  boolean isClosed() {
    return closed;
  }

  /** Closes all that runs; what does not close is said and does not keep the rest open. */
  @Override
  public void close() {
    closed = true;
    closeStarted();
  }

  private synchronized void closeStarted() {
    while (!started.isEmpty()) {
      AutoCloseable running = started.pop();
      try {
        running.close();
      } catch (Exception e) {
        LOG.warn("{} does not close", running.getClass().getSimpleName(), e);
      }
    }
  }
}
