// A connection in a list.

import { foreign, h } from "./dom.js";
import { count, duration, percent, perSecond, shareRange } from "./format.js";
import { intervalBar } from "./interval.js";
import { connectionAddress } from "./places.js";
import { row } from "./table.js";

/** Names are those that the API sorts by, as far as it does. */
export const COLUMNS = [
  { name: "connection", title: "Connection" },
  { name: "type", title: "Source type" },
  { name: "success_rate", title: "Success rate", sort: "ascending" },
  { name: "failures", title: "Failed of jobs", numeric: true, sort: "descending" },
  { name: "p95", title: "Duration p95", numeric: true, sort: "descending" },
  { name: "throughput", title: "Throughput", numeric: true, sort: "descending" },
];

const CELLS = {
  connection: nameCell,
  type: (connection) => (connection.source_type === null ? "unknown" : foreign(connection.source_type)),
  success_rate: rateCell,
  failures: ({ metrics }) => `${count(metrics.failed)} of ${count(metrics.jobs)}`,
  p95: ({ metrics }) => duration(metrics.duration_seconds.p95),
  throughput: ({ metrics }) => perSecond(metrics.entities_per_second),
};

export const connectionRow = (columns, connection, window) =>
  row(columns, columns.map((column) => CELLS[column.name](connection, window)));

/** What people call a connection: that of its collection, or its type; the id tells equal ones apart. */
export const connectionName = ({ collection_name: collection, source_type: type }) =>
  collection ?? type ?? "Unnamed connection";

function nameCell(connection, window) {
  return h(
    "div",
    { class: "name" },
    h("a", { href: connectionAddress(connection.id, window) }, foreign(connectionName(connection))),
    h("span", { class: "id" }, connection.id),
  );
}

function rateCell({ metrics }) {
  const interval = metrics.success_rate_interval;
  const words = interval === null ? "no outcome" : shareRange(...interval);
  return h(
    "div",
    { class: "rate-cell" },
    h("span", { class: "rate" }, percent(metrics.success_rate)),
    intervalBar(metrics.success_rate, interval),
    h("span", { class: "range-words" }, words),
  );
}
