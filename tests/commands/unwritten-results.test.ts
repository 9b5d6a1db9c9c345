import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** A check that passes, and puts a folder where the run is about to write its statement. */
const IN_THE_WAY = `
import { mkdirSync } from "node:fs";
const check = () => {
  mkdirSync(process.env.CONFORMANCE_OUT, { recursive: true });
  return [];
};
export default {
  requirements: [
    { id: "OWN-0001", level: "MUST", drift: "risky", transports: ["rest"], statement: "It is", source: "ours", check },
  ],
  cases: [
    {
      kind: "single",
      id: "own/in-the-way",
      group: "own",
      title: "A request of ours",
      transports: ["rest"],
      request: { key: "{key}", credential: "subject" },
      expect: { kind: "stored" },
      requirements: ["OWN-0001"],
    },
  ],
};
`;

test("results that cannot be written are one sentence and code 2, whatever the verdict, and none is left", async () => {
  const configuration = join(scratchFolder(), "in-the-way.mjs");
  writeFileSync(configuration, IN_THE_WAY);
  const { code, stderr, files } = await runConformance({ CONFORMANCE_CONFIG: configuration }, "--grep", "own/");
  assert.equal(code, 2, stderr);
  assert.match(stderr, /^The results could not be written \(EISDIR\): free space on the disk, or set CONFORMANCE_OUT/m);
  assert.doesNotMatch(stderr, /^ +at /m);
  assert.deepEqual(
    [...files.keys()].filter((path) => /^(?!playwright[\\/]).*(?:conformance|failures|\.tmp$)/.test(path)),
    [],
  );
});
