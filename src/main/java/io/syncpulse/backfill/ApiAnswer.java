package io.syncpulse.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What Airweave's API answered.
 *
 * @param body the JSON that it sent
 * @param asOf a moment by the server's clock, shortly before it looked: so it was so then or later
 */
record ApiAnswer(JsonNode body, Instant asOf) {}
