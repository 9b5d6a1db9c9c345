import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { CASES, casesOf } from "../cases/index.ts";
import { checkOf } from "../checks/index.ts";
import { findRequirement } from "../contract/requirements/index.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { addConfiguration } from "./configuration.ts";
import { loadConfiguration } from "./load-configuration.ts";

const CASE = {
  kind: "single",
  id: "own/first",
  group: "own",
  title: "A request of ours",
  transports: ["rest"],
  request: { key: "{key}", credential: "subject" },
  expect: { kind: "stored" },
  requirements: ["GMM-0101", "GMM-0101", "OWN-0001"],
};
const REQUIREMENT =
  'id: "OWN-0001", level: "SHOULD", drift: "risky", transports: ["rest"], statement: "It is short", source: "ours"';

test("adds requirements, checks and cases, once", async () => {
  const count = CASES.length;
  const path = fileWith(
    `export default { requirements: [{ ${REQUIREMENT}, check: () => [] }], cases: [${JSON.stringify(CASE)}] };`,
  );
  await addConfiguration(path);
  await addConfiguration(path);
  assert.equal(CASES.length, count + 1);
  assert.deepEqual(casesOf("own")[0]?.requirements, ["GMM-0101", "OWN-0001"]);
  assert.equal(findRequirement("OWN-0001")?.group, "own");
  assert.equal(typeof checkOf("OWN-0001"), "function");
});

const WRONG: Readonly<Record<string, readonly [text: string, problem: RegExp]>> = {
  "no default export": ["export const cases = [];", /has no object as its default export/],
  "a syntax error": ["export default {", /cannot be loaded \(Unexpected end of input\)/],
  "a circle": ["const all = {}; all.cases = all; export default all;", /has values that JSON cannot hold/],
  "a BigInt": ["export default { cases: [5n] };", /has values that JSON cannot hold/],
  "a misspelt field": ["export default { case: [] };", /does not fit .*additional properties/],
  "an id of ours": [configuration({ ...CASE, id: "success/text" }), /does not fit .*pattern/],
  "a requirement without a check": [
    `export default { requirements: [{ ${REQUIREMENT} }], cases: [${JSON.stringify(CASE)}] };`,
    /has no function check in OWN-0001/,
  ],
  "an unknown requirement": [configuration({ ...CASE, requirements: ["GMM-9999"] }), /names GMM-9999 in own\/first/],
  "a case twice": [
    `const one = ${JSON.stringify({ ...CASE, requirements: ["GMM-0101"] })}; export default { cases: [one, one] };`,
    /has own\/first twice/,
  ],
  "a requirement that no case names": [
    `export default { requirements: [{ ${REQUIREMENT}, check: () => [] }] };`,
    /has OWN-0001, which no case names/,
  ],
};

for (const [what, [text, problem]] of Object.entries(WRONG)) {
  test(`${what} is one sentence`, async () => {
    await assert.rejects(addConfiguration(fileWith(text)), (error: Error) => {
      assert.equal(error.name, "SettingError");
      assert.match(error.message, problem);
      assert.match(
        error.message,
        /^The configuration .*: fix it, set CONFORMANCE_CONFIG to another file, or remove it\.$/,
      );
      return true;
    });
  });
}

test("a file that is named must be there", async () => {
  await assert.rejects(
    loadConfiguration({ CONFORMANCE_CONFIG: "no-such-file.mjs" }),
    /cannot be loaded \(Cannot find module '[^']+no-such-file\.mjs'\): /,
  );
});

function configuration(...cases: readonly object[]): string {
  return `export default { cases: ${JSON.stringify(cases)} };`;
}

function fileWith(text: string): string {
  const path = join(scratchFolder(), "conformance.config.mjs");
  writeFileSync(path, text);
  return path;
}
