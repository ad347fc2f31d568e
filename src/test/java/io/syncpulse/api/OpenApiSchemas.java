package io.syncpulse.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Checks values against the schemas of an OpenAPI document, as far as ours uses JSON Schema. */
final class OpenApiSchemas {

  private final JsonNode document;

  OpenApiSchemas(JsonNode document) {
    this.document = document;
  }

  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  void check(JsonNode schemaOrReference, JsonNode value, String place) {
    JsonNode schema = resolve(schemaOrReference);
    assertThat(schema.isObject()).as("schema of %s", place).isTrue();
    if (schema.has("oneOf")) {
      checkOneOf(schema.get("oneOf"), value, place);
    }
    if (schema.has("type")) {
      List<String> types = texts(schema.get("type"));
      assertThat(types.stream().anyMatch(type -> isA(type, value)))
          .as("%s is one of %s: %s", place, types, value)
          .isTrue();
    }
    if (schema.has("const")) {
      assertThat(value).as(place).isEqualTo(schema.get("const"));
    }
    if (schema.has("enum")) {
      assertThat(schema.get("enum")).as(place).contains(value);
    }
    if (schema.has("minimum") && value.isNumber()) {
      assertThat(value.asDouble())
          .as(place)
          .isGreaterThanOrEqualTo(schema.get("minimum").asDouble());
    }
    if (schema.has("maximum") && value.isNumber()) {
      assertThat(value.asDouble()).as(place).isLessThanOrEqualTo(schema.get("maximum").asDouble());
    }
    if (value.isArray()) {
      assertThat(value.size())
          .as(place)
          .isBetween(
              schema.path("minItems").asInt(0), schema.path("maxItems").asInt(Integer.MAX_VALUE));
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), place + "[" + i + "]");
      }
    }
    if (value.isObject() && schema.has("properties")) {
      checkObject(schema, value, place);
    }
  }

  /** Ours only say "this, or null". */
  private void checkOneOf(JsonNode schemas, JsonNode value, String place) {
    for (JsonNode one : schemas) {
      boolean isNull = one.path("type").asText().equals("null");
      if (isNull == value.isNull()) {
        check(one, value, place);
        return;
      }
    }
    assertThat(value).as(place).isNull();
  }

  private void checkObject(JsonNode schema, JsonNode value, String place) {
    for (JsonNode name : schema.path("required")) {
      assertThat(value.has(name.asText())).as("%s.%s is there", place, name).isTrue();
    }
    value
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode property = schema.get("properties").get(field.getKey());
              assertThat(property).as("%s.%s is documented", place, field.getKey()).isNotNull();
              check(property, field.getValue(), place + "." + field.getKey());
            });
  }

  private static List<String> texts(JsonNode textOrTexts) {
    List<String> texts = new ArrayList<>();
    if (textOrTexts.isTextual()) {
      texts.add(textOrTexts.asText());
    }
    textOrTexts.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("Unknown type " + type);
    };
  }
}
