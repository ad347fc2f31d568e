package io.syncpulse.api;

import io.syncpulse.api.Concurrency.Step;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The use of workers as JSON: in all, over time, and by hour of the week. */
final class CapacityJson {

  private static final int TYPICAL_STEP_BYTES = 110;
  private static final int FEW_JOBS = 100;
  private static final long SECONDS_PER_WEEK = 7 * 86_400;

  private final JsonBytes json;

  private CapacityJson(JsonBytes json) {
    this.json = json;
  }

  static byte[] of(CapacityQuery query, Concurrency concurrency) {
    List<Step> steps = concurrency.steps();
    JsonBytes json = new JsonBytes(1_000 + TYPICAL_STEP_BYTES * (steps.size() + 7 * 24));
    new CapacityJson(json).write(query, concurrency);
    return json.toBytes();
  }

  private void write(CapacityQuery query, Concurrency concurrency) {
    List<Step> steps = concurrency.steps();
    Step all = steps.stream().reduce(Step::and).orElse(null);
    json.beginObject().field("scope").text(query.scope().wireName());
    json.field("from").time(query.from()).field("to").time(query.to());
    json.field("resolution_seconds").number(query.resolution().seconds()).field("workers");
    if (query.workers() == null) {
      json.json(null);
    } else {
      json.number(query.workers().longValue());
    }
    json.field("jobs").number(concurrency.jobs()).field("running");
    total(all == null ? 0 : all.runningMax(), all == null ? null : all.runningMean(), steps, true);
    json.field("queued");
    total(all == null ? 0 : all.queuedMax(), all == null ? null : all.queuedMean(), steps, false);
    json.field("utilization")
        .number(
            all == null || query.workers() == null ? null : all.runningMean() / query.workers());
    series(steps, query.resolution());
    hoursOfWeek(steps);
    json.field("too_little_data").text(tooLittleData(query, concurrency.jobs())).endObject();
  }

  private void total(int peak, Double meanOrNull, List<Step> steps, boolean running) {
    Instant peakAt =
        steps.stream()
            .filter(step -> peak > 0 && (running ? step.runningMax() : step.queuedMax()) == peak)
            .map(Step::at)
            .findFirst()
            .orElse(null);
    json.beginObject().field("peak").number(peak).field("peak_at").time(peakAt);
    json.field("mean").number(meanOrNull).endObject();
  }

  private void series(List<Step> steps, Resolution resolution) {
    Map<Instant, Step> coarse = new TreeMap<>();
    steps.forEach(step -> coarse.merge(resolution.floor(step.at()), step, Step::and));
    json.field("series").beginArray();
    coarse.forEach(
        (at, step) -> {
          json.element().beginObject().field("at").time(at);
          json.field("running_max").number(step.runningMax());
          json.field("running_mean").number((Double) step.runningMean());
          json.field("queued_max").number(step.queuedMax());
          json.field("queued_mean").number((Double) step.queuedMean()).endObject();
        });
    json.endArray();
  }

  private void hoursOfWeek(List<Step> steps) {
    Map<Instant, Step> hours = new TreeMap<>();
    steps.forEach(step -> hours.merge(Resolution.ONE_HOUR.floor(step.at()), step, Step::and));
    Map<Integer, List<Step>> ofWeek = new TreeMap<>();
    hours.forEach(
        (hour, step) ->
            ofWeek.computeIfAbsent(hourOfWeek(hour), index -> new ArrayList<>()).add(step));
    json.field("hour_of_week").beginArray();
    ofWeek.forEach(
        (index, same) -> {
          Step step = same.stream().reduce(Step::and).orElseThrow();
          json.element().beginObject().field("day").number(index / 24 + 1);
          json.field("hour").number(index % 24);
          json.field("running_mean").number((Double) step.runningMean());
          json.field("running_max").number(step.runningMax());
          json.field("hours").number(same.size()).endObject();
        });
    json.endArray();
  }

  private static int hourOfWeek(Instant hour) {
    OffsetDateTime utc = hour.atOffset(ZoneOffset.UTC);
    return (utc.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue()) * 24 + utc.getHour();
  }

  private static String tooLittleData(CapacityQuery query, long jobs) {
    if (jobs == 0) {
      return "No job ran or waited in this time.";
    }
    if (jobs < FEW_JOBS) {
      return "Little to plan by: " + jobs + " of at least " + FEW_JOBS + " jobs in this time.";
    }
    if (query.to().getEpochSecond() - query.from().getEpochSecond() < SECONDS_PER_WEEK) {
      return "Less than a week: the hours of the week are not all there.";
    }
    return null;
  }
}
