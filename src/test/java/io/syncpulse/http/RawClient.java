package io.syncpulse.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client that sends what it likes, as slowly as it likes. */
public final class RawClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int DRIP_EVERY_MILLIS = 250;

  private final Socket socket;
  private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

  public RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a byte again and again, until the server has had enough. */
  public RawClient drip(char one) {
    var unused =
        drip.scheduleAtFixedRate(
            () -> {
              try {
                send(String.valueOf(one));
              } catch (IOException ended) {
                drip.shutdown();
              }
            },
            0,
            DRIP_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    return this;
  }

  /** What the server says until it ends the connection; empty if it says nothing. */
  public String answer() throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }

  /** The first line that the server says. */
  public String status() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\r';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    drip.shutdownNow();
    socket.close();
  }
}
