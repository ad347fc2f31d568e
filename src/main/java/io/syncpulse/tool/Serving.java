package io.syncpulse.tool;

import java.util.concurrent.CountDownLatch;

/** Keeps a server up until the process is told to end, and the process until the server has. */
final class Serving {

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread onExit = new Thread(this::stopAndWait, "stop");

  private Serving() {}

  /**
   * Returns when the server is closed: after a signal to the process, or an interrupt.
   *
   * @param announce says that the server is up
   * @param close lets the server answer what is under way, and end
   */
  static void untilStopped(Runnable announce, Runnable close) {
    new Serving().serve(announce, close);
  }

  private void serve(Runnable announce, Runnable close) {
    try {
      try {
        Runtime.getRuntime().addShutdownHook(onExit);
        announce.run();
        stop.await();
      } finally {
        close.run();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      Runtime.getRuntime().removeShutdownHook(onExit);
    } finally {
      stopped.countDown();
    }
  }

  /** Keeps the process alive until requests under way are answered. */
  private void stopAndWait() {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
