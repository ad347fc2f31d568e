// How the axes of a chart are divided, and what they say.

const DAY = 86_400;

const DURATION_STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
  3600, 7200, 14_400, 21_600, 43_200, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 84 * DAY, 364 * DAY,
];
const MOST_STEPS = 5;

const DASHES = { long: [12, 4], dashed: [6, 4], dotted: [2, 3] };

export const dashOf = (name) => DASHES[name];

/** Clock times, and the date where a day begins or where there is nothing finer. */
export function axisTimes(u, splits, axis, space, step) {
  return splits.map((seconds) => {
    const time = new Date(seconds * 1000);
    const midnight = time.getHours() === 0 && time.getMinutes() === 0;
    return step >= DAY || midnight
      ? time.toLocaleDateString(undefined, { month: "short", day: "numeric" })
      : time.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  });
}

/** Shares end at 1 and begin at a tenth; all else begins at 0. */
export function range(unit) {
  return (u, low, high) => {
    if (unit === "share") {
      return [low === null ? 0 : Math.max(0, Math.min(0.9, Math.floor(low * 10) / 10)), 1];
    }
    return [0, high > 0 ? high * 1.08 : 1];
  };
}

/** At whole seconds, minutes, hours or days. */
export function splitsOfDurations(u, axis, low, high) {
  const step = DURATION_STEPS.find((size) => high / size <= MOST_STEPS) ?? high;
  const splits = [];
  for (let i = 0; i * step <= high; i++) {
    splits.push(i * step);
  }
  return splits;
}
