import assert from "node:assert/strict";
import { test } from "node:test";
import { byDay, dayKey, weeksOf } from "../../web/calendar.js";

const days = (week) => week.map((date) => date?.getDate() ?? null);

test("a month is whole weeks, filled up at both ends", () => {
  const weeks = weeksOf(2026, 2, 1); // March 2026 begins on a Sunday
  assert.equal(weeks.length, 6);
  assert.deepEqual(days(weeks[0]), [null, null, null, null, null, null, 1]);
  assert.deepEqual(days(weeks[5]), [30, 31, null, null, null, null, null]);
  assert.deepEqual(days(weeksOf(2026, 2, 0)[0]), [1, 2, 3, 4, 5, 6, 7]);
});

test("a month of four weeks has no empty one", () => {
  assert.equal(weeksOf(2026, 1, 0).length, 4); // February 2026 begins on a Sunday
});

test("sessions lie on the day on which they began", () => {
  const at = (id, local) => ({ id, started_at: new Date(local).toISOString() });
  const found = byDay([at(3, "2026-03-09T18:00"), at(2, "2026-03-09T08:00"), at(1, "2026-03-02T23:59")]);
  assert.deepEqual(
    [...found].map(([day, some]) => [day, some.map(({ id }) => id)]),
    [
      ["2026-03-09", [3, 2]],
      ["2026-03-02", [1]],
    ],
  );
  assert.equal(dayKey(new Date(2026, 0, 5)), "2026-01-05");
});
