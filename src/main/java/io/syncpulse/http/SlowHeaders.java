package io.syncpulse.http;

import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which the head of a request does not come to its end. Jetty's idle timeout
 * begins anew with each byte, so a client that sends one a second could keep its connection for
 * hours.
 */
final class SlowHeaders extends AbstractLifeCycle {

  /** A head that is not there after this is ended by the look after, so within twice this. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Server server;
  private final Map<Connection, HeadProgress> seen = new WeakHashMap<>();
  private volatile Scheduler.Task next;

  SlowHeaders(Server server) {
    this.server = server;
  }

  @Override
  protected void doStart() {
    scheduleLook();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  private void scheduleLook() {
    next =
        server
            .getScheduler()
            .schedule(this::lookAtAll, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookAtAll() {
    try {
      for (Connector connector : server.getConnectors()) {
        connector.getConnectedEndPoints().forEach(this::lookAt);
      }
    } finally {
      if (isRunning()) {
        scheduleLook();
      }
    }
  }

  private void lookAt(EndPoint client) {
    Connection connection = client.getConnection();
    HeadProgress progress =
        seen.getOrDefault(connection, HeadProgress.NONE)
            .next(connection.getMessagesIn(), connection.getMessagesOut(), connection.getBytesIn());
    seen.put(connection, progress);
    if (progress.isTooSlow()) {
      client.close();
    }
  }
}
