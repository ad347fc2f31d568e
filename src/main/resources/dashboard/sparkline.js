// A small line without axes: which way a number went.

import { svg } from "./dom.js";

const WIDTH = 100;
const HEIGHT = 28;
const MARGIN = 2;
const SMALLEST_SPAN = 0.1;

/** Of equally spaced values, oldest first; null leaves a gap. Its card says in words what it shows. */
export function sparkline(values) {
  const known = values.filter((value) => value !== null);
  const picture = svg("svg", {
    class: "sparkline",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  if (known.length > 1) {
    const points = placed(values, ...scaleOf(known));
    picture.append(
      svg("path", { class: "area", d: pieces(points).map(area).join("") }),
      svg("path", { class: "line", d: pieces(points).map(line).join("") }),
    );
  }
  return picture;
}

/** At least a tenth of the largest value high: what hardly moves must not look as if it did. */
function scaleOf(known) {
  const low = Math.min(...known);
  const high = Math.max(...known);
  const room = Math.max(0, (SMALLEST_SPAN * high - (high - low)) / 2);
  return [low - room, high + room];
}

function placed(values, low, high) {
  const step = WIDTH / (values.length - 1);
  const scale = (HEIGHT - 2 * MARGIN) / (high - low || 1);
  return values.map((value, i) =>
    value === null
      ? null
      : [round(i * step), round(high === low ? HEIGHT / 2 : HEIGHT - MARGIN - (value - low) * scale)],
  );
}

/** The stretches between gaps. */
function pieces(points) {
  const all = [[]];
  for (const point of points) {
    if (point !== null) {
      all.at(-1).push(point);
    } else if (all.at(-1).length > 0) {
      all.push([]);
    }
  }
  return all.filter((piece) => piece.length > 0);
}

const line = (piece) => `M${piece.map((point) => point.join(" ")).join("L")}`;

const area = (piece) => `${line(piece)}L${piece.at(-1)[0]} ${HEIGHT}L${piece[0][0]} ${HEIGHT}Z`;

const round = (value) => Math.round(value * 100) / 100;
