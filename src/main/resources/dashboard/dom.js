// Elements from plain values. Texts only ever become text nodes, so nothing that an event brought can
// turn into markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element; names that begin with "on" are listeners, and what is null or false is left out. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same of SVG. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A text that an event brought: whichever way it is written, it does not turn the text around it. */
export function foreign(text, attributes) {
  return h("bdi", { dir: "auto", ...attributes }, text);
}

/** For screen readers only. */
export function unseen(text) {
  return h("span", { class: "unseen" }, text);
}

/** Changes a text only where it differs: what did not change is not announced again. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
