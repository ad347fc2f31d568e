package io.syncpulse.backfill;

import java.net.URI;
import java.net.URISyntaxException;

/** Where Airweave's API is: a URL of HTTP or HTTPS, perhaps with a path, and nothing more. */
public final class ApiAddress {

  private final String base;

  /**
   * @throws IllegalArgumentException if that is no such URL; the message does not repeat it
   */
  public ApiAddress(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException unreadable) {
      throw new IllegalArgumentException("not a URL", unreadable);
    }
    boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || isSecure(uri);
    if (!isWeb || uri.getHost() == null) {
      throw new IllegalArgumentException("not a URL of http or https with a host");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("it must have no user, query or fragment");
    }
    this.base = uri.toString().replaceAll("/+$", "");
  }

  URI at(String path) {
    return URI.create(base + path);
  }

  /** Whether the other address is of this scheme, host and port: the key may go nowhere else. */
  boolean covers(URI other) {
    URI own = URI.create(base);
    return own.getScheme().equalsIgnoreCase(other.getScheme())
        && own.getHost().equalsIgnoreCase(other.getHost())
        && port(own) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isSecure(uri) ? 443 : 80;
  }

  private static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  @Override
  public String toString() {
    return base;
  }
}
