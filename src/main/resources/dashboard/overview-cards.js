// The six figures of a scope.

import { card, changeOf, emptyCard } from "./card.js";
import { compact, count, duration, percent, perSecond, pointsChange, relativeChange, shareRange } from "./format.js";
import { windowSeconds, windowWords } from "./windows.js";

const TITLES = ["Success rate", "Jobs", "Running now", "Queued now", "Throughput", "Duration p95"];

export const emptyCards = () => TITLES.map(emptyCard);

/** Of a scope of the API's overview. */
export function cardsOf({ metrics, previous, running_now: running, queued_now: queued, sparkline }, window) {
  const against = `against the ${windowWords(window)} before`;
  const p95 = metrics.duration_seconds.p95;
  const p95Before = previous.duration_seconds.p95;
  const rates = [metrics.success_rate, previous.success_rate];
  const jobs = [metrics.jobs, previous.jobs];
  const atOnce = [metrics, previous].map((m) => m.running_seconds / windowSeconds(window));
  const waits = [metrics.queue_seconds.p95, previous.queue_seconds.p95];
  const throughput = [metrics.entities_per_second, previous.entities_per_second];
  return [
    card({
      title: TITLES[0],
      figure: percent(metrics.success_rate),
      detail: intervalWords(metrics.success_rate_interval),
      change: changeOf(...rates, pointsChange(...rates), "up"),
      against,
      values: sparkline.success_rate,
    }),
    card({
      title: TITLES[1],
      figure: count(metrics.jobs),
      detail: `${count(metrics.failed)} failed, ${count(metrics.cancelled)} cancelled, ${count(metrics.lost)} lost`,
      change: changeOf(...jobs, relativeChange(...jobs), null),
      against,
      values: sparkline.jobs,
    }),
    card({
      title: TITLES[2],
      figure: count(running),
      detail: `${compact(atOnce[0])} at once on average`,
      change: changeOf(...atOnce, relativeChange(...atOnce), null),
      against,
      values: sparkline.running_mean,
    }),
    card({
      title: TITLES[3],
      figure: count(queued),
      detail: `waiting took ${duration(waits[0])} at p95`,
      change: changeOf(...waits, relativeChange(...waits), "down"),
      against,
      values: sparkline.queue_p95,
    }),
    card({
      title: TITLES[4],
      figure: perSecond(metrics.entities_per_second),
      detail: `${compact(entitiesOf(metrics))} entities`,
      change: changeOf(...throughput, relativeChange(...throughput), null),
      against,
      values: sparkline.entities_per_second,
    }),
    card({
      title: TITLES[5],
      figure: duration(p95),
      detail: `median ${duration(metrics.duration_seconds.p50)}`,
      change: changeOf(p95, p95Before, relativeChange(p95, p95Before), "down"),
      against,
      values: sparkline.duration_p95,
    }),
  ];
}

const intervalWords = (interval) =>
  interval === null ? "no job completed or failed" : `95% interval ${shareRange(...interval)}`;

const entitiesOf = ({ entities }) => entities.inserted + entities.updated + entities.deleted;
