package io.syncpulse.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Errors as JSON: {@code detail} is a text, or a list of problems. */
public final class ErrorBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorBody() {}

  /** The body that says one thing. */
  public static byte[] of(String detail) {
    return bytes(Map.of("detail", detail));
  }

  /**
   * The body that lists what is wrong.
   *
   * @param problems records of texts, numbers and lists
   */
  public static byte[] of(List<? extends Record> problems) {
    return bytes(Map.of("detail", problems));
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts, numbers and lists are always JSON", e);
    }
  }
}
