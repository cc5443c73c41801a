// The filter of lists without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { belongs, counted } from "../../themes/default/app/filter/chosen.js";

test("a row belongs to the pages that it links to, and to those above them", () => {
  const links = ["https://e.org/drivers/d/s/", "https://e.org/places/ohio/"];
  assert.ok(belongs(links, ["https://e.org/drivers/d/", ""]) && belongs(links, ["", ""]) && belongs(links, []));
  assert.ok(belongs(links, ["https://e.org/drivers/d/", "https://e.org/places/ohio/"]));
  assert.ok(!belongs(links, ["https://e.org/drivers/d/", "https://e.org/places/maine/"]));
  assert.ok(!belongs(links, ["https://e.org/drivers/d2/"]));
});

test("how many are shown is told where not all are", () => {
  const phrases = { one: "1 of {total} shown.", many: "{n} of {total} shown." };
  assert.deepEqual([4, 1, 0].map((shown) => counted(shown, 4, phrases)), ["", "1 of 4 shown.", "0 of 4 shown."]);
});
