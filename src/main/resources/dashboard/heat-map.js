// A week by the hour: a table whose cells are shaded by how much runs. The numbers stay readable.

import { h } from "./dom.js";
import { compact } from "./format.js";

const LEVELS = 5;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAYS = [1, 2, 3, 4, 5, 6, 7];

export function heatMap(caption) {
  const body = h("tbody");
  const heads = HOURS.map((hour) => h("th", { scope: "col" }, String(hour).padStart(2, "0")));
  const element = h(
    "div",
    { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
    h(
      "table",
      { class: "heat" },
      h("caption", null, caption),
      h("thead", null, h("tr", null, h("td"), ...heads)),
      body,
    ),
  );
  body.append(...DAYS.map((day) => dayRow(day, new Map(), 0)));
  return {
    element,
    /** Cells {day, hour, running_mean, running_max, hours}; those that are missing had no hour. */
    show(cells) {
      const known = new Map(cells.filter((cell) => cell.hours > 0).map((cell) => [`${cell.day} ${cell.hour}`, cell]));
      const most = Math.max(0, ...[...known.values()].map((cell) => cell.running_mean));
      body.replaceChildren(...DAYS.map((day) => dayRow(day, known, most)));
    },
  };
}

function dayRow(day, known, most) {
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, dayName(day)),
    ...HOURS.map((hour) => cellOf(known.get(`${day} ${hour}`), most)),
  );
}

function cellOf(cell, most) {
  if (!cell) {
    return h("td", null, "");
  }
  const level = most > 0 ? Math.ceil((cell.running_mean / most) * LEVELS) : 0;
  const title = `mean ${compact(cell.running_mean)}, most ${compact(cell.running_max)}, of ${cell.hours} h`;
  return h("td", { class: `level-${level}`, title }, compact(cell.running_mean));
}

/** 1 January 2024 was a Monday. */
const dayName = (day) =>
  new Date(Date.UTC(2024, 0, day)).toLocaleDateString(undefined, { weekday: "short", timeZone: "UTC" });
