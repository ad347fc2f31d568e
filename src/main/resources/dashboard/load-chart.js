// Jobs at once over time: the most and the mean of each step, and the workers that there are.

import { chart } from "./chart.js";
import { compact, count } from "./format.js";

/** kind is "running" or "queued", as the API names them. */
export function loadChart(title, kind, withWorkers) {
  const drawn = chart({
    title,
    format: compact,
    lines: [
      { label: "most", colour: "--series-2", thin: true },
      { label: "mean", colour: "--series-1", fill: "--band" },
      ...(withWorkers ? [{ label: "workers", colour: "--series-3", dash: "dotted" }] : []),
    ],
  });
  return {
    element: drawn.element,
    show({ series, resolution_seconds: step, workers, [kind]: figures }) {
      const held = series.length > 0 ? [...series, series.at(-1)] : [];
      const times = held.map(({ at }, i) => Date.parse(at) / 1000 + (i === series.length ? step : 0));
      const values = [held.map((s) => s[`${kind}_max`]), held.map((s) => s[`${kind}_mean`])];
      if (withWorkers) {
        values.push(held.map(() => workers));
      }
      drawn.show(times, values, sentence(title, figures));
    },
  };
}

function sentence(title, { peak, mean }) {
  return peak === null || mean === null
    ? `${title}: nothing is known of this time.`
    : `${title}: ${compact(mean)} on average, ${count(peak)} at the peak.`;
}
