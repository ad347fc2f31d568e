// A success rate as a picture: the rate as a mark, its 95 % interval as a bar, on a scale of 0 to 1.

import { svg } from "./dom.js";

const WIDTH = 120;
const HEIGHT = 10;

export function intervalBar(rate, interval) {
  const picture = svg("svg", {
    class: "interval",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    "aria-hidden": "true",
  });
  picture.append(svg("rect", { class: "track", x: 0, y: 4, width: WIDTH, height: 2, rx: 1 }));
  if (rate !== null) {
    const [low, high] = interval;
    picture.append(
      svg("rect", {
        class: "range",
        x: low * WIDTH,
        y: 2,
        width: Math.max(2, (high - low) * WIDTH),
        height: 6,
        rx: 3,
      }),
      svg("circle", { class: "rate", cx: Math.min(WIDTH - 4, Math.max(4, rate * WIDTH)), cy: 5, r: 4 }),
    );
  }
  return picture;
}
