package io.syncpulse.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * The fields of one record as they come, in any order; of a field that comes twice the last counts.
 *
 * <p>What a field must be is known only with the record's type, which may come last. So a malformed
 * field is noted when it is read, and is an error only when it is asked for.
 */
final class RecordFields {

  private static final long YEAR_2000_MICROS = 946_684_800_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;

  /**
   * The most that one record may count. The platform keeps its counters in 32 bits, and with this
   * bound even all 2^31 batches of a job cannot overflow their sum.
   */
  private static final long MAX_COUNT = Integer.MAX_VALUE;

  private static final Set<String> ERROR_CATEGORIES =
      Set.of(
          "oauth_credentials_expired",
          "api_key_invalid",
          "auth_provider_account_gone",
          "auth_provider_credentials_invalid");

  private final Object[] objects;
  private final long[] numbers;
  private final boolean[] present;
  private final String[] problems;
  private final CharSlice chars = new CharSlice();

  /**
   * @param count how many fields there are: of one enum only
   */
  RecordFields(int count) {
    objects = new Object[count];
    numbers = new long[count];
    present = new boolean[count];
    problems = new String[count];
  }

  /** Forgets the fields of the record before: what is not present is never looked at. */
  void clear() {
    Arrays.fill(present, false);
    Arrays.fill(problems, null);
  }

  /** Reads the value that the parser stands at, and leaves the parser at its end. */
  void read(Field field, JsonParser parser) throws IOException {
    int i = field.ordinal();
    problems[i] = null;
    JsonToken token = parser.currentToken();
    present[i] = token != JsonToken.VALUE_NULL;
    if (present[i] && !readValue(field, token, parser)) {
      problems[i] = CleanText.excerpt(describe(token, parser));
    }
    parser.skipChildren();
  }

  private boolean readValue(Field field, JsonToken token, JsonParser parser) throws IOException {
    int i = field.ordinal();
    boolean isText = token == JsonToken.VALUE_STRING;
    switch (field.kind()) {
      case ID -> {
        objects[i] = isText ? Id.parse(chars.of(parser)) : null;
        return objects[i] != null;
      }
      case TIME -> {
        numbers[i] = isText ? Timestamps.parseMicros(chars.of(parser)) : Timestamps.UNPARSABLE;
        return numbers[i] != Timestamps.UNPARSABLE;
      }
      case TIME_OR_NUMBER -> {
        numbers[i] = isText ? Timestamps.parseMicros(chars.of(parser)) : epochTime(token, parser);
        return numbers[i] != Timestamps.UNPARSABLE;
      }
      case COUNT, BATCH_SEQ -> {
        numbers[i] = count(token, parser);
        return numbers[i] >= 0;
      }
      case LSN -> {
        numbers[i] = wholeNumber(token, parser);
        return numbers[i] >= 0;
      }
      case STATUS -> {
        objects[i] = isText ? JobStatus.named(parser.getText()) : null;
        return objects[i] != null;
      }
      case FLAG -> {
        numbers[i] = Boolean.parseBoolean(parser.getText()) ? 1 : 0;
        return isText || token.isBoolean();
      }
      case TYPE, TEXT -> {
        objects[i] = isText ? CleanText.clean(parser.getText()) : null;
        return isText;
      }
      case CATEGORY -> {
        objects[i] =
            isText && ERROR_CATEGORIES.contains(parser.getText()) ? parser.getText() : null;
        return true;
      }
      case DETAILS -> {
        objects[i] = token == JsonToken.START_OBJECT ? CompactJson.copyObject(parser) : null;
        return true;
      }
    }
    throw new IllegalStateException("no reader for " + field.kind());
  }

  private static long epochTime(JsonToken token, JsonParser parser) throws IOException {
    long number = wholeNumber(token, parser);
    return number < 0 ? Timestamps.UNPARSABLE : Timestamps.ofEpoch(number);
  }

  /** The number of the token; -1 when it is none, or out of bounds. */
  private static long count(JsonToken token, JsonParser parser) throws IOException {
    long number = wholeNumber(token, parser);
    return number <= MAX_COUNT ? number : -1;
  }

  /** The number of the token; negative when it is none, or is too large. */
  private static long wholeNumber(JsonToken token, JsonParser parser) throws IOException {
    return token != JsonToken.VALUE_NUMBER_INT
            || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? -1
        : parser.getLongValue();
  }

  private static String describe(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> '"' + parser.getText() + '"';
      default -> parser.getText();
    };
  }

  /** An id; null when it is absent or null. */
  Id id(Field field) throws Unusable {
    return (Id) object(field);
  }

  /** An id that must be there. */
  Id requiredId(Field field) throws Unusable {
    Id id = id(field);
    if (id == null) {
      throw new Unusable(RejectReason.MISSING_ID, field.wireName() + " is missing");
    }
    return id;
  }

  /** A text, cleaned; null when it is absent or null. */
  String text(Field field) throws Unusable {
    return (String) object(field);
  }

  /**
   * A time in microseconds since the epoch, from the year 2000 to a day ahead of the clock; it must
   * be there.
   */
  long time(Field field, long nowMicros) throws Unusable {
    return inRange(requiredNumber(field, RejectReason.MISSING_TIME), field, nowMicros);
  }

  /** The same; null when it is absent or null. */
  Long timeOrNull(Field field, long nowMicros) throws Unusable {
    return has(field) ? (Long) inRange(numbers[field.ordinal()], field, nowMicros) : null;
  }

  private static long inRange(long at, Field field, long nowMicros) throws Unusable {
    if (at < YEAR_2000_MICROS) {
      throw new Unusable(
          RejectReason.TIME_OUT_OF_RANGE, field.wireName() + " is before the year 2000");
    }
    if (at > nowMicros + DAY_MICROS) {
      throw new Unusable(
          RejectReason.TIME_OUT_OF_RANGE,
          field.wireName() + " is more than a day ahead of the clock");
    }
    return at;
  }

  /** A job's status; it must be there. */
  JobStatus status(Field field) throws Unusable {
    JobStatus status = (JobStatus) object(field);
    if (status == null) {
      throw new Unusable(RejectReason.MALFORMED_STATUS, field.wireName() + " is missing");
    }
    return status;
  }

  /** Whether a flag is set; false when it is absent or null. */
  boolean flag(Field field) throws Unusable {
    return count(field) != 0;
  }

  /** A number of entities, or a place in a log; 0 when it is absent or null. */
  long count(Field field) throws Unusable {
    return has(field) ? numbers[field.ordinal()] : 0;
  }

  /** A batch's number; it must be there. */
  int batchSeq(Field field) throws Unusable {
    return (int) requiredNumber(field, RejectReason.MALFORMED_BATCH_SEQ);
  }

  private long requiredNumber(Field field, RejectReason missing) throws Unusable {
    if (!has(field)) {
      throw new Unusable(missing, field.wireName() + " is missing");
    }
    return numbers[field.ordinal()];
  }

  private Object object(Field field) throws Unusable {
    return has(field) ? objects[field.ordinal()] : null;
  }

  private boolean has(Field field) throws Unusable {
    String problem = problems[field.ordinal()];
    if (problem != null) {
      throw new Unusable(
          field.kind().malformed,
          field.wireName() + " must be " + field.kind().expected + ", but is " + problem);
    }
    return present[field.ordinal()];
  }
}
