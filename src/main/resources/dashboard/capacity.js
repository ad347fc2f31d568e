// How much runs at once, when, and how much room there is.

import { read } from "./api.js";
import { h, say } from "./dom.js";
import { compact, count, moment, NONE, percent } from "./format.js";
import { heatMap } from "./heat-map.js";
import { loadChart } from "./load-chart.js";
import { addressOf, queryText } from "./places.js";
import { choices } from "./windows.js";

const DAY = 86_400;
const PERIODS = { "24h": [DAY, 300, "24 hours"], "7d": [7 * DAY, 3_600, "7 days"], "28d": [28 * DAY, 3_600, "28 days"] };
const DEFAULT_PERIOD = "7d";
const MOST_WORKERS = 100_000;
const PAUSE_MILLIS = 400;

export function capacityPage(go) {
  let current = null;
  let pause = null;
  let overview = null; // whether the key may read the platform does not change
  const period = choices(
    "Period",
    "period",
    Object.entries(PERIODS).map(([name, [, , words]]) => [name, words]),
    DEFAULT_PERIOD,
  );
  const scope = choices("Scope", "scope", [["organization", "Your organization"], ["platform", "The platform"]], "organization");
  scope.element.hidden = true;
  const workers = h("input", { id: "workers", type: "number", min: 1, max: MOST_WORKERS, step: 1, inputmode: "numeric", oninput: later });
  const notice = h("p", { class: "notice", role: "status" });
  const figures = h("dl", { class: "strip" }, ...figuresOf(null));
  const running = loadChart("Running at once", "running", true);
  const queued = loadChart("Waiting at once", "queued", false);
  const heat = heatMap("Running at once on average, by hour of the week (UTC)");
  const element = h(
    "div",
    null,
    h("div", { class: "head" }, h("h1", { tabindex: "-1" }, "Capacity"), period.element),
    h(
      "form",
      { class: "tools", onsubmit: submit },
      h("div", { class: "filters" }, h("div", null, h("label", { for: "workers" }, "Workers"), workers)),
      scope.element,
    ),
    notice,
    figures,
    h(
      "section",
      { "aria-labelledby": "over-time" },
      h("h2", { id: "over-time" }, "Over time"),
      h("div", { class: "charts" }, running.element, queued.element),
    ),
    h("section", { "aria-labelledby": "week" }, h("h2", { id: "week" }, "Through the week"), heat.element),
  );

  function later() {
    clearTimeout(pause);
    pause = setTimeout(apply, PAUSE_MILLIS);
  }

  function submit(event) {
    event.preventDefault();
    apply();
  }

  function apply() {
    clearTimeout(pause);
    if (workers.validity.valid) {
      go(addressOf(current, { workers: workers.value }), true);
    }
  }

  return {
    title: () => "Capacity",
    element,
    place(place) {
      current = place;
      period.place(place);
      scope.place(place);
      if (document.activeElement !== workers) {
        workers.value = place.query.get("workers") ?? "";
      }
    },
    close: () => clearTimeout(pause),
    async load(place, signal) {
      const [size, step] = PERIODS[place.query.get("period")] ?? PERIODS[DEFAULT_PERIOD];
      const to = Math.floor(Date.now() / 1000 / step) * step;
      const parameters = {
        from: isoOf(to - size),
        to: isoOf(to),
        workers: place.query.get("workers"),
        scope: place.query.get("scope"),
      };
      const [capacity, known] = await Promise.all([
        read(`/capacity${queryText(parameters)}`, signal),
        overview ?? read("/overview", signal),
      ]);
      overview = known;
      return { capacity: capacity.body, counting: capacity.counting, again: capacity.again };
    },
    show({ capacity, counting }) {
      scope.element.hidden = !overview.body.scopes.some((s) => s.scope === "platform");
      element.classList.toggle("counting", capacity === null);
      say(notice, counting ?? capacity.too_little_data ?? "");
      if (capacity === null) {
        return; // what is shown, if anything, is of another range
      }
      figures.replaceChildren(...figuresOf(capacity));
      running.show(capacity);
      queued.show(capacity);
      heat.show(capacity.hour_of_week);
    },
  };
}

const isoOf = (seconds) => new Date(seconds * 1000).toISOString();

function figuresOf(capacity) {
  const known = (pick) => (capacity === null ? ["\u2007", ""] : pick(capacity));
  return [
    ["Jobs", known((c) => [count(c.jobs), "that ran or waited"])],
    ["Running, peak", known(({ running: r }) => [count(r.peak), at(r.peak_at)])],
    ["Running, mean", known(({ running: r }) => [compactOrNone(r.mean), ""])],
    ["Waiting, peak", known(({ queued: q }) => [count(q.peak), at(q.peak_at)])],
    ["Waiting, mean", known(({ queued: q }) => [compactOrNone(q.mean), ""])],
    ["Utilization", known((c) => [percent(c.utilization), c.workers === null ? "Say how many workers there are" : `of ${count(c.workers)} workers`])],
  ].map(([term, [value, detail]]) =>
    h("div", null, h("dt", null, term), h("dd", { class: "figure" }, value), h("dd", { class: "detail" }, detail)),
  );
}

const compactOrNone = (value) => (value === null ? NONE : compact(value));

const at = (time) => (time === null ? "" : moment(time));
