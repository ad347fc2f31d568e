package io.syncpulse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * An address from the root of the server, as it stands in a {@code Link}. Built from what was
 * understood of a request, so that nothing else that it carried gets into the answer.
 */
final class Address {

  private final StringBuilder text;
  private char separator = '?';

  Address(String path) {
    text = new StringBuilder(path);
  }

  /** Adds a parameter, unless it is null. */
  Address with(String name, Object valueOrNull) {
    if (valueOrNull != null) {
      String value = URLEncoder.encode(valueOrNull.toString(), UTF_8);
      text.append(separator).append(name).append('=').append(value);
      separator = '&';
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
