// Numbers, dates and times as the reader's own locale writes them; the words around them are English.

import { h } from "./dom.js";

/** Where there is no value. */
export const NONE = "–";

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumSignificantDigits: 3 });
const fine = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const share = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const change = new Intl.NumberFormat(undefined, {
  style: "percent",
  maximumFractionDigits: 0,
  signDisplay: "exceptZero",
});
const points = new Intl.NumberFormat(undefined, {
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

export const count = (value) => (value === null ? NONE : whole.format(value));

/** Large numbers in few characters: 12.3K. */
export const compact = (value) =>
  value === null ? NONE : value < 10_000 ? fine.format(value) : short.format(value);

/** Of 0 to 1. Only what is whole reads 100 %: 99.96 % is cut, not rounded up. */
export const percent = (value) =>
  value === null ? NONE : share.format(cut(value));

const cut = (value) => (value < 1 ? Math.floor(value * 1000 + 1e-9) / 1000 : value);

export const perSecond = (value) => (value === null ? NONE : `${compact(value)}/s`);

/** From one share to another. */
export const shareRange = (low, high) => (percent(low) === percent(high) ? percent(low) : share.formatRange(cut(low), cut(high)));

/** How much more one number is than another, or null where that says nothing. */
export const relativeChange = (now, before) =>
  now === null || !before ? null : change.format(now / before - 1);

/** Percentage points between two shares, or null. */
export const pointsChange = (now, before) =>
  now === null || before === null ? null : `${points.format((now - before) * 100)} points`;

/** A length of time in its two largest units. */
export function duration(seconds) {
  if (seconds === null) {
    return NONE;
  }
  if (seconds > 0 && seconds < 1) {
    return `${whole.format(seconds * 1000)} ms`;
  }
  if (seconds < 10) {
    return `${oneDigit.format(seconds)} s`;
  }
  let rest = Math.round(seconds);
  const largest = UNITS.findIndex(([, size]) => rest >= size);
  const parts = [];
  for (const [name, size] of UNITS.slice(largest, largest + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) {
      parts.push(`${whole.format(amount)} ${name}`);
    }
  }
  return parts.join(" ");
}

/** "12 s ago", of a number of seconds. */
export function since(seconds) {
  const past = Math.max(0, seconds);
  const [name, size] = UNITS.find((unit) => past >= unit[1]) ?? UNITS.at(-1);
  return `${whole.format(Math.floor(past / size))} ${name} ago`;
}

/** A moment: local in the text, UTC in the title. */
export function moment(iso, attributes) {
  if (iso === null) {
    return h("span", attributes, NONE);
  }
  const utc = `${iso.replace("T", " ").replace(/(\.\d+)?Z$/, "")} UTC`;
  return h("time", { datetime: iso, title: utc, ...attributes }, momentText(new Date(iso)));
}

export function momentText(date) {
  const sameYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleString(undefined, {
    year: sameYear ? undefined : "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

export const clockText = (date) => date.toLocaleTimeString();
