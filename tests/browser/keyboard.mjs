// A page in, what is wrong with going through it by the Tab key out.

/** Everything on the page that the Tab key should reach, numbered in its order. */
function numberStops() {
  const can = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const groups = new Set();
  let number = 0;
  for (const element of document.querySelectorAll(can)) {
    if (!element.checkVisibility() || element.disabled || element.tabIndex < 0) continue;
    // Of radio buttons that belong together, the keyboard stops at one.
    if (element.type === "radio") {
      if (groups.has(element.name)) continue;
      groups.add(element.name);
    }
    element.dataset.stop = number;
    number += 1;
  }
  return number;
}

/** What has the focus: its number, and what is wrong with how it shows. */
function focused() {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return { end: true };
  const faults = [];
  // A choice shows on its label that it has the focus.
  const outlined = [element, element.closest("label")].filter(Boolean).some((shown) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  if (!outlined) faults.push("shows no focus");
  // Of each line, the middle of what is inside the window.
  const seen = [...element.getClientRects()].some(({ left, right, top, bottom }) => {
    const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
    const found = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
    return found && (element.contains(found) || found.contains(element));
  });
  const box = element.getBoundingClientRect();
  if (!seen) faults.push(`is out of sight or hidden at ${Math.round(box.left)}, ${Math.round(box.top)}`);
  return { stop: Number(element.dataset.stop ?? -1), faults, html: element.outerHTML.slice(0, 120) };
}

/**
 * Goes through a page with the Tab key: everything is reached, in its order, and seen, and the keyboard gets out again.
 */
export async function walk(page) {
  const faults = [];
  const stops = await page.evaluate(numberStops);
  let last = -1;
  let reached = 0;
  for (let presses = 0; presses < stops + 20; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    // Behind the last one, the keyboard leaves the page or begins anew.
    if (now.end || (now.stop === 0 && last > 0)) break;
    if (now.stop >= 0) {
      if (now.stop < last) faults.push(`${now.html} comes after what stands behind it`);
      last = now.stop;
      reached += 1;
    }
    faults.push(...now.faults.map((fault) => `${now.html} ${fault}`));
  }
  if (reached < stops) faults.push(`${reached} of ${stops} stops reached`);
  if (last !== stops - 1) faults.push("the end is not reached");
  return faults;
}
