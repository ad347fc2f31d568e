// A connection over time: how often it succeeds, how long it takes, how much it moves.

import { chart } from "./chart.js";
import { h } from "./dom.js";
import { duration, percent, perSecond } from "./format.js";
import { windowWords } from "./windows.js";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How far back the charts of a window reach, so that one answer holds all of it. */
const REACH = { "1h": 12 * HOUR, "24h": 7 * DAY, "7d": 30 * DAY };
const REACH_WORDS = { "1h": "12 hours", "24h": "7 days", "7d": "30 days" };

/** On the hour, so that the address stays the same for a while, and its ETag with it. */
export function chartsFrom(window) {
  const from = Date.now() / 1000 - (REACH[window] ?? 7 * DAY);
  return new Date(Math.floor(from / HOUR) * HOUR * 1000).toISOString();
}

export function connectionCharts() {
  const rate = chart({
    title: "Success rate",
    unit: "share",
    format: percent,
    bands: [{ label: "95% interval", colour: "--band", of: [1, 2] }],
    lines: [
      { label: "success rate", colour: "--series-1" },
      { hidden: "interval, to", colour: "--band" },
      { hidden: "interval, from", colour: "--band" },
    ],
  });
  const durations = chart({
    title: "Duration",
    unit: "seconds",
    format: duration,
    bands: [{ label: "p50–p95", colour: "--band", of: [2, 0] }],
    lines: [
      { label: "p50", colour: "--series-1" },
      { label: "p90", colour: "--series-2", dash: "dashed" },
      { label: "p95", colour: "--series-4", dash: "long" },
      { label: "p99", colour: "--series-3", dash: "dotted" },
    ],
  });
  const throughput = chart({
    title: "Throughput",
    format: perSecond,
    lines: [{ label: "entities per second", colour: "--series-1", fill: "--band" }],
  });
  const words = h("p", { class: "help" });
  const element = h(
    "section",
    { "aria-labelledby": "over-time" },
    h("h2", { id: "over-time" }, "Over time"),
    words,
    h("div", { class: "charts" }, rate.element, durations.element, throughput.element),
  );
  return {
    element,
    place(window) {
      words.textContent = `The last ${REACH_WORDS[window] ?? "7 days"}. Each point is of the ${windowWords(window)} before it.`;
    },
    /** Rows of metrics, oldest first: each is valid until the next one. */
    show(rows, window) {
      const times = timesOf(rows, chartsFrom(window));
      const held = rows.length > 0 ? [...rows, rows.at(-1)] : [];
      const of = (pick) => held.map(pick);
      const rates = of((row) => row.success_rate);
      rate.show(
        times,
        [rates, of((row) => row.success_rate_interval?.[1] ?? null), of((row) => row.success_rate_interval?.[0] ?? null)],
        sentence("success rate", rates, percent),
      );
      const p95 = of((row) => row.duration_seconds.p95);
      durations.show(
        times,
        [of((row) => row.duration_seconds.p50), of((row) => row.duration_seconds.p90), p95, of((row) => row.duration_seconds.p99)],
        sentence("p95 of durations", p95, duration),
      );
      const entities = of((row) => row.entities_per_second);
      throughput.show(times, [entities], sentence("throughput", entities, perSecond));
    },
  };
}

/** In seconds. The first row may be older than the chart, and the last one holds until now. */
function timesOf(rows, from) {
  const begin = Date.parse(from) / 1000;
  const times = rows.map((row) => Math.max(begin, Date.parse(row.as_of) / 1000));
  return times.length > 0 ? [...times, Math.max(Date.now() / 1000, times.at(-1) + 1)] : [];
}

function sentence(what, values, format) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return `There is no ${what} for this time: no job ended.`;
  }
  const last = values.at(-1);
  const now = last === null ? `There is no ${what} now` : `The ${what} is ${format(last)} now`;
  return `${now}; it was between ${format(Math.min(...known))} and ${format(Math.max(...known))}.`;
}
