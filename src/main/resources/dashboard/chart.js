// A figure over time: a plot by uPlot, a legend, a sentence that says what it shows, and the same as
// a table. The plot itself is a picture to a screen reader.

/* global uPlot */
import { h, say } from "./dom.js";
import { momentText } from "./format.js";
import { axisTimes, dashOf, range, splitsOfDurations } from "./scale.js";
import { seriesTable } from "./series-table.js";

const HEIGHT = 220;
const NARROW = 420;

/**
 * lines are {label, colour, dash, fill, thin}, bands {label, colour, of: [upper line, lower line]}; colours
 * name custom properties of the style sheet. format writes a value; unit is "seconds", "share" or
 * null and decides how the scale is divided.
 */
export function chart({ title, lines, bands = [], format, unit = null }) {
  const legend = h(
    "ul",
    { class: "legend" },
    ...bands.map((band) => legendEntry(band, "area")),
    ...lines.filter((line) => line.label).map((line) => legendEntry(line, "line")),
  );
  const readout = h("p", { class: "readout", "aria-hidden": "true" });
  const plot = h("div", { class: "plot", role: "img", "aria-label": title });
  const summary = h("p", { class: "summary" });
  const tableOf = seriesTable(title, lines, format);
  const element = h(
    "figure",
    { class: "chart" },
    h("figcaption", null, h("h3", null, title), legend),
    readout,
    plot,
    summary,
    tableOf.element,
  );
  let drawn = null;

  function options(width) {
    return {
      width,
      height: HEIGHT,
      padding: [8, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: true }, y: { range: range(unit) } },
      axes: [
        { ...axisLook(), size: 30, space: width < NARROW ? 70 : 90, values: axisTimes },
        {
          ...axisLook(),
          size: 58,
          splits: unit === "seconds" ? splitsOfDurations : undefined,
          values: (u, splits) => splits.map((split) => format(split)),
        },
      ],
      series: [{}, ...lines.map(seriesOf)],
      bands: bands.map(({ of: [upper, lower], colour }) => ({
        series: [upper + 1, lower + 1],
        fill: () => ink(colour),
      })),
      hooks: { setCursor: [read] },
    };
  }

  function read(u) {
    const i = u.cursor.idx;
    const values = lines
      .map((line, n) => (line.label ? `${line.label} ${format(u.data[n + 1][i] ?? null)}` : null))
      .filter((text) => text !== null);
    say(readout, i === null || i === undefined ? "" : `${momentText(new Date(u.data[0][i] * 1000))}: ${values.join(", ")}`);
  }

  function fit() {
    if (drawn && plot.clientWidth > 0) {
      drawn.setSize({ width: plot.clientWidth, height: HEIGHT });
    }
  }

  new ResizeObserver(fit).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn?.redraw(false, true));
  return {
    element,
    /** times in seconds, one list of values a line, and a sentence. */
    show(times, values, sentence) {
      const data = [times, ...values];
      if (drawn) {
        drawn.setData(data);
      } else {
        drawn = new uPlot(options(plot.clientWidth), data, plot);
      }
      plot.setAttribute("aria-label", `${title}. ${sentence}`);
      say(summary, sentence);
      tableOf.show(times, values);
    },
  };
}

function seriesOf({ colour, dash, fill, thin, hidden }) {
  return {
    stroke: hidden ? undefined : () => ink(colour),
    width: hidden ? 0 : thin ? 1 : 2,
    dash: dashOf(dash),
    fill: fill ? () => ink(fill) : undefined,
    paths: uPlot.paths.stepped({ align: 1 }),
    points: { show: false },
  };
}

const axisLook = () => ({
  stroke: () => ink("--muted"),
  grid: { stroke: () => ink("--line"), width: 1 },
  ticks: { stroke: () => ink("--line"), width: 1, size: 4 },
  font: "12px Inter, system-ui, sans-serif",
});

function legendEntry({ label, colour, dash, thin }, kind) {
  const sign = h("span", { class: `sign ${kind} ${dash ?? "solid"} ${thin ? "thin" : ""}`, "aria-hidden": "true" });
  sign.style.setProperty("--sign", `var(${colour})`);
  return h("li", null, sign, label);
}

const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
