import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { BaselineError } from "../errors.ts";
import { readAcceptances } from "./accept.ts";

function listUntil(expires: string): string {
  const path = join(scratchFolder(), "accepted.json");
  writeFileSync(path, JSON.stringify([{ rule: "DRIFT-0101", subject: "*", reason: "looked at", expires }]));
  return path;
}

test("an accepted difference expires on a day that the calendar has", () => {
  for (const day of ["2026-02-28", "2028-02-29", "2026-12-31"]) {
    assert.equal(readAcceptances(listUntil(day))[0]?.expires, day);
  }
  for (const day of ["2026-02-31", "2027-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"]) {
    assert.throws(
      () => readAcceptances(listUntil(day)),
      (error) =>
        error instanceof BaselineError && error.message.includes(`expires on "${day}", which is no day: give `),
      day,
    );
  }
});
