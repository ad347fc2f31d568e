// One connection: what it is, how it does, how it did, and every job of it.

import { read } from "./api.js";
import { chartsFrom, connectionCharts } from "./connection-charts.js";
import { connectionName } from "./connection-row.js";
import { foreign, h } from "./dom.js";
import { compact, count, duration, moment, NONE, percent, perSecond, shareRange } from "./format.js";
import { history } from "./history.js";
import { queryText } from "./places.js";
import { status } from "./status.js";
import { windowOf, windowPicker, windowWords } from "./windows.js";

const JOBS = 25;
const MOST_POINTS = 1000;

export function connectionPage(go) {
  let name = "Connection";
  const picker = windowPicker([]);
  const heading = h("h1", { tabindex: "-1" }, name);
  const facts = h("dl", { class: "facts" }, ...factsOf(null));
  const figures = h("dl", { class: "strip" }, ...figuresOf(null));
  const strip = h("h2", null, "Now");
  const charts = connectionCharts();
  const jobs = history(go);
  const element = h(
    "div",
    null,
    h("p", { class: "trail" }, h("a", { href: "#/connections" }, "Connections")),
    h("div", { class: "head" }, heading, picker.element),
    facts,
    h("section", null, strip, figures),
    charts.element,
    jobs.element,
  );
  return {
    title: () => name,
    element,
    place(place) {
      picker.place(place);
      jobs.place(place);
      charts.place(windowOf(place));
      strip.textContent = `The last ${windowWords(windowOf(place))}`;
    },
    async load(place, signal) {
      const window = windowOf(place);
      const address = `/source-connections/${encodeURIComponent(place.id)}`;
      const filters = { limit: JOBS, include: "created_at", status: place.query.get("status"), cursor: place.query.get("cursor") };
      const [connection, metrics, points, list] = await Promise.all([
        read(address, signal),
        read(`${address}/metrics${queryText({ window })}`, signal),
        read(`${address}/metrics/history${queryText({ window, from: chartsFrom(window), limit: MOST_POINTS })}`, signal),
        read(`${address}/jobs${queryText(filters)}`, signal),
      ]);
      return { connection: connection.body, metrics: metrics.body, points: points.body, list, place };
    },
    show({ connection, metrics, points, list, place }) {
      name = connectionName(connection);
      heading.replaceChildren(foreign(name));
      heading.title = name;
      facts.replaceChildren(...factsOf(connection));
      figures.replaceChildren(...figuresOf(metrics));
      charts.show(points, windowOf(place));
      jobs.show(list, place);
    },
  };
}

function factsOf(connection) {
  const known = (pick) => (connection === null ? "" : pick(connection) ?? "unknown");
  const text = (value) => (value === null ? null : foreign(value));
  return [
    ["Source type", known((c) => text(c.source_type))],
    ["Collection", known((c) => text(c.collection_readable_id))],
    ["Running now", known((c) => count(c.running_now))],
    ["Last job", known((c) => (c.last_job ? status(c.last_job.status) : NONE))],
    ["First seen", known((c) => moment(c.first_seen_at))],
    ["Id", known((c) => h("code", null, c.id))],
  ].map(([term, value]) => h("div", null, h("dt", null, term), h("dd", null, value)));
}

function figuresOf(metrics) {
  const known = (pick) => (metrics === null ? ["\u2007", ""] : pick(metrics));
  return [
    ["Success rate", known((m) => [percent(m.success_rate), intervalWords(m.success_rate_interval)])],
    ["Jobs", known((m) => [count(m.jobs), `${count(m.failed)} failed, ${count(m.cancelled)} cancelled, ${count(m.lost)} lost`])],
    ["Duration p50", known(({ duration_seconds: d }) => [duration(d.p50), `mean ${duration(d.mean)}`])],
    ["Duration p95", known(({ duration_seconds: d }) => [duration(d.p95), `p99 ${duration(d.p99)}`])],
    ["Queued p95", known(({ queue_seconds: q }) => [duration(q.p95), `p50 ${duration(q.p50)}`])],
    ["Throughput", known((m) => [perSecond(m.entities_per_second), entityWords(m.entities)])],
  ].map(([term, [value, detail]]) =>
    h("div", null, h("dt", null, term), h("dd", { class: "figure" }, value), h("dd", { class: "detail" }, detail)),
  );
}

const intervalWords = (interval) =>
  interval === null ? "no outcome" : `95% interval ${shareRange(...interval)}`;

const entityWords = ({ inserted, updated, deleted }) => `${compact(inserted + updated + deleted)} entities`;
