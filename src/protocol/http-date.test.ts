import assert from "node:assert/strict";
import { test } from "node:test";
import { dateOf } from "./http-date.ts";

test("a Date in each form of HTTP is read in UTC, the first of several, and nothing else is a date", () => {
  const time = Date.UTC(2026, 10, 27, 8, 0, 1);
  const forms = ["Fri, 27 Nov 2026 08:00:01 GMT", "Friday, 27-Nov-26 08:00:01 GMT", "Fri Nov 27 08:00:01 2026"];
  for (const form of forms) assert.equal(dateOf([["Date", form]]), time, form);
  const [first = ""] = forms;
  const later = "Fri, 27 Nov 2026 09:00:01 GMT";
  assert.equal(
    dateOf([
      ["date", first],
      ["Date", later],
    ]),
    time,
  );
  for (const other of ["", "soon", "2026-11-27T08:00:01Z", `${first}, ${later}`, "Fri, 27 Nov 2026 99:00:01 GMT"]) {
    assert.equal(dateOf([["date", other]]), undefined, other);
  }
  assert.equal(dateOf([]), undefined);
});
