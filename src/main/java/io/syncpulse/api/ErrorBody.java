package io.syncpulse.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Errors as JSON: {@code detail} is a text, or for status 422 the list of problems. */
final class ErrorBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorBody() {}

  static byte[] of(String detail) {
    return bytes(Map.of("detail", detail));
  }

  static byte[] of(List<Problem> problems) {
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
