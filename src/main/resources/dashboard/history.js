// The jobs of a connection, newest first.

import { h, unseen } from "./dom.js";
import { errorCell } from "./error-cell.js";
import { compact, count, duration, moment, NONE } from "./format.js";
import { addressOf } from "./places.js";
import { updateRows } from "./rows.js";
import { status } from "./status.js";
import { emptyRow, pager, row, table } from "./table.js";

const COLUMNS = [
  { name: "status", title: "Status" },
  { name: "started", title: "Started" },
  { name: "ended", title: "Ended" },
  { name: "queue", title: "Queued", numeric: true },
  { name: "duration", title: "Duration", numeric: true },
  { name: "entities", title: "Entities", numeric: true },
  { name: "error", title: "Error" },
];

const STATUSES = ["created", "pending", "running", "completed", "failed", "cancelling", "cancelled"];

export function history(go) {
  let current = null;
  const jobs = table({ caption: "Jobs, newest first", columns: COLUMNS, className: "jobs" });
  const pages = pager("Pages of jobs");
  const filter = h(
    "select",
    { id: "filter-status", onchange: () => go(addressOf(current, { status: filter.value, cursor: null })) },
    h("option", { value: "" }, "All statuses"),
    ...STATUSES.map((name) => h("option", { value: name }, name)),
  );
  const element = h(
    "section",
    { class: "history", "aria-labelledby": "history" },
    h("h2", { id: "history" }, "History"),
    h(
      "div",
      { class: "tools" },
      h("div", { class: "filters" }, h("div", null, h("label", { for: "filter-status" }, "Status"), filter)),
      pages.element,
    ),
    jobs.element,
  );
  return {
    element,
    place(place) {
      current = place;
      filter.value = place.query.get("status") ?? "";
    },
    show({ body: list, next }, place) {
      const rows = list.length > 0 ? list : [{ id: "none" }];
      updateRows(jobs.body, rows, (job) => job.id, (job) =>
        job.id === "none" ? emptyRow(COLUMNS, nothing(place)) : jobRow(job));
      const later = place.query.has("cursor");
      pages.show(
        `${count(list.length)} ${later ? "earlier jobs" : "newest jobs"}`,
        later ? addressOf(place, { cursor: null }) : null,
        next === null ? null : addressOf(place, { cursor: next }),
      );
    },
  };
}

function nothing(place) {
  if (place.query.has("cursor")) {
    return "There are no earlier jobs.";
  }
  return place.query.get("status") ? "No job has this status." : "No job of this connection has been seen yet.";
}

const jobRow = (job) =>
  row(
    COLUMNS,
    [
      status(job.status),
      moment(job.started_at),
      job.completed_at === null ? h("span", { class: "muted" }, NONE) : moment(job.completed_at),
      duration(secondsBetween(job.created_at, job.started_at)),
      duration(job.duration_seconds),
      entities(job),
      errorCell(job),
    ],
    { id: `job-${job.id}` },
  );

function secondsBetween(from, to) {
  return from && to ? Math.max(0, (new Date(to) - new Date(from)) / 1000) : null;
}

function entities(job) {
  const parts = [
    ["+", job.entities_inserted, "inserted"],
    ["~", job.entities_updated, "updated"],
    ["−", job.entities_deleted, "deleted"],
    ["!", job.entities_failed, "failed"],
  ].filter(([, amount]) => amount > 0);
  if (parts.length === 0) {
    return "0";
  }
  return h(
    "span",
    { class: "entities", title: parts.map(([, amount, word]) => `${count(amount)} ${word}`).join(", ") },
    ...parts.map(([sign, amount, word]) =>
      h("span", { class: word }, h("span", { "aria-hidden": "true" }, sign), compact(amount), unseen(` ${word}`)),
    ),
  );
}
