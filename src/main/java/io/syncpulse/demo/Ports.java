package io.syncpulse.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback interface. */
public final class Ports {

  /**
   * Free ports are taken from below the range that systems give to outgoing connections. A client
   * that keeps trying a stopped server inside that range can end up connected to itself, and then
   * the server cannot come back.
   */
  private static final int LOWEST = 15_000;

  private static final int HIGHEST = 32_000;

  private static final int ATTEMPTS = 1_000;

  private Ports() {}

  /** Whether a server can listen on the port of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** A port that nobody listens on, at this moment. */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new UncheckedIOException(
        new IOException("no free port between " + LOWEST + " and " + HIGHEST));
  }
}
