// Brings the children of an element to a new state and touches only what changed: focus, selected
// text and unfolded errors stay where they are.

/** build(item) makes the child of an item; items are told apart by key(item). */
export function updateRows(parent, items, key, build) {
  const before = new Map();
  for (const child of parent.children) {
    before.set(child.dataset.key, child);
  }
  const children = items.map((item) => {
    const version = JSON.stringify(item);
    const old = before.get(String(key(item)));
    if (old?.version === version) {
      return old;
    }
    const child = build(item);
    child.dataset.key = key(item);
    child.version = version;
    if (old) {
      carryOver(old, child);
    }
    return child;
  });
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const path = focused ? pathTo(focused, parent) : null;
  place(parent, children);
  if (path && document.activeElement !== focused) {
    refocus(parent, path);
  }
}

/** With as few moves as the order allows: an element that moves loses the focus. */
function place(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(child, at);
    }
  }
}

function carryOver(old, child) {
  const open = [...old.querySelectorAll("details")].map((details) => details.open);
  child.querySelectorAll("details").forEach((details, i) => (details.open = open[i] ?? false));
}

/** The key of the row, and which of its links, buttons and folds it was. */
function pathTo(element, parent) {
  let row = element;
  while (row.parentElement !== parent) {
    row = row.parentElement;
  }
  return { key: row.dataset.key, index: stops(row).indexOf(element) };
}

function refocus(parent, { key, index }) {
  const row = [...parent.children].find((child) => child.dataset.key === key);
  if (row) {
    stops(row)[index]?.focus({ preventScroll: true });
  }
}

const stops = (row) => [...row.querySelectorAll("a, button, summary")];
