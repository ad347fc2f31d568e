package io.syncpulse.receive;

import io.syncpulse.event.EventParser;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads the body of a request as it comes. No thread waits for it, so clients that send slowly cost
 * those that do not nothing.
 */
final class BodyReader implements ReadListener {

  private static final int CHUNK = 8 * 1024;

  private final ServletInputStream in;
  private final InFlight.Place place;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream(CHUNK);
  private final byte[] chunk = new byte[CHUNK];
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  private BodyReader(ServletInputStream in, InFlight.Place place) {
    this.in = in;
    this.place = place;
  }

  /**
   * Begins to read; the request must be asynchronous already.
   *
   * @param within how long all of the body may take
   * @return fails with a {@link RefusedException} when the body is larger than an event may be or
   *     there is no room for it, with a {@code TimeoutException}, or an {@link IOException} when it
   *     does not come to its end
   */
  static CompletableFuture<byte[]> read(
      HttpServletRequest request, InFlight.Place place, Duration within) {
    if (request.getContentLengthLong() > EventParser.MAX_BYTES) {
      return CompletableFuture.failedFuture(tooLarge());
    }
    try {
      BodyReader reader = new BodyReader(request.getInputStream(), place);
      reader.in.setReadListener(reader);
      return reader.body.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!body.isDone() && in.isReady() && !in.isFinished()) {
      int length = in.read(chunk);
      if (length > 0) {
        keep(length);
      }
    }
  }

  private void keep(int length) {
    if (read.size() + length > EventParser.MAX_BYTES) {
      throw tooLarge();
    }
    place.take(length);
    read.write(chunk, 0, length);
  }

  @Override
  public void onAllDataRead() {
    body.complete(read.toByteArray());
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  private static RefusedException tooLarge() {
    return new RefusedException(
        Refusal.TOO_LARGE, "An event has at most " + EventParser.MAX_BYTES + " bytes");
  }
}
