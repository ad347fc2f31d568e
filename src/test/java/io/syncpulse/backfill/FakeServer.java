package io.syncpulse.backfill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server of HTTP on loopback that answers as it is told to, bytes that are no answer included.
 */
final class FakeServer implements AutoCloseable {

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Function<Request, Response> handler;

  /** What was asked; names of headers in lower case. */
  record Request(String target, Map<String, String> headers) {}

  /**
   * What is answered.
   *
   * @param sent how many bytes of the body are sent before the connection breaks; all if -1
   * @param staysOpen whether the connection then stays open without another byte
   */
  record Response(
      int status, Map<String, String> headers, byte[] body, int sent, boolean staysOpen) {

    static Response of(int status, String body, Map<String, String> headers) {
      return new Response(status, headers, body.getBytes(StandardCharsets.UTF_8), -1, false);
    }
  }

  FakeServer(Function<Request, Response> handler) {
    this.handler = handler;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  List<Request> requests() {
    return requests;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Request request = read(client);
      requests.add(request);
      Response response = handler.apply(request);
      OutputStream out = client.getOutputStream();
      out.write(head(response).getBytes(StandardCharsets.US_ASCII));
      out.write(response.body, 0, response.sent < 0 ? response.body.length : response.sent);
      out.flush();
      if (response.staysOpen) {
        int end = client.getInputStream().read(); // until the client gives up
        requests.add(new Request("gave up " + end, Map.of()));
      }
    } catch (IOException | RuntimeException broken) {
      // The client went away, or the test is over.
    }
  }

  private static Request read(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    String target = in.readLine().split(" ")[1];
    Map<String, String> headers = new TreeMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(target, headers);
  }

  private static String head(Response response) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status + " x\r\n");
    head.append("Connection: close\r\nContent-Length: ").append(response.body.length);
    response.headers.forEach((name, value) -> head.append("\r\n" + name + ": " + value));
    return head.append("\r\n\r\n").toString();
  }

  /** A time as HTTP writes it. */
  static String date(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
