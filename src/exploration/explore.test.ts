import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import pMap from "p-map";
import type { Transport } from "../contract/transport.ts";
import { FAULTS } from "../mutation/faults/index.ts";
import { failure, whenKey } from "../mutation/faults/change.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import type { Answer } from "../servers/reference/answer.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference } from "../servers/reference/open.ts";
import { explore } from "./explore.ts";
import type { Exploration } from "./finding.ts";
import { explorable } from "./properties.ts";
import { shapeText } from "./shape.ts";
import { isOfOutcome } from "./symptom.ts";

/** Explores a server with behaviours; the count ends it. */
async function explored(behaviours: readonly Behaviour[], cases: number, seed = 1): Promise<Exploration> {
  const target = await openReference();
  target.server.setBehaviours(behaviours);
  const runner = openRunner({ ...target.descriptor, projectionTimeout: 300 });
  const exploration = await explore(target.descriptor, runner, { seed, cases, milliseconds: 3_600_000, atOnce: 16 });
  runner.close();
  await target.close();
  return exploration;
}

/** Each property of the requirements, a fault that breaks it, and the seed to begin with where the first few do not show it. */
const PROPERTIES: readonly (readonly [property: string, fault: string, begin?: number])[] = [
  ["a stored key is readable with the same bytes", "success/value-as-text", 4],
  ["transports agree on the outcome", "parity/grpc-down"],
  ["no well-formed request earns a server error", "keys/unicode-fails"],
  ["equivalent percent-encodings are one key", "keys/not-decoded", 7],
  ["different keys are different", "keys/case-folded", 17],
  ["a path that means no key is refused", "keys/bad-percent-fails", 3],
  ["errors have the documented shape", "errors/code-is-status"],
  ["nothing reveals another user's value", "credentials/users-mixed-up", 2],
  ["bad credentials are refused", "credentials/truncated-accepted"],
  ["a refused request changes nothing", "methods/put-empties", 10],
  ["a call that is none is refused with its code", "wire/truncated-is-unknown", 13],
  ["the text form of gRPC-Web is served", "media/text-unserved"],
  ["a preflight lets a page ask", "cors/web-preflight-refused", 2],
  ["what was stored last is read", "scenario/changed-appended"],
  ["what was deleted is missing", "scenario/deleted-empty", 4],
];

/** Seeds of which one at least shows a fault. */
const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);

/** The requirements that generated cases find violated, until the named one is among them or the seeds end. */
async function violated(behaviour: Behaviour, requirement: string, begin: number): Promise<ReadonlySet<string>> {
  const target = await openReference();
  target.server.setBehaviours([behaviour]);
  const runner = openRunner({ ...target.descriptor, projectionTimeout: 300 });
  const arbitrary = explorable(target.descriptor);
  const found = new Set<string>();
  for (const seed of [...SEEDS.slice(begin - 1), ...SEEDS.slice(0, begin - 1)]) {
    if (found.has(requirement)) break;
    await pMap(
      fc.sample(arbitrary, { seed, numRuns: 64 }),
      async ({ testCase, transport }) => {
        if (found.has(requirement)) return;
        const { rows } = await runner.run(testCase, transport);
        for (const row of rows) if (row.verdict === "fail" || row.verdict === "deviation") found.add(row.requirement);
      },
      { concurrency: 4 },
    );
  }
  runner.close();
  await target.close();
  return found;
}

for (const [property, id, begin = 1] of PROPERTIES) {
  test(`${property}: ${id} breaks it, and is found by the requirement that it names`, async () => {
    const fault = FAULTS.find((each) => each.id === id);
    assert.ok(fault, "fault is missing");
    const found = await violated(fault.behaviour, fault.requirement, begin);
    assert.ok(found.has(fault.requirement), [...found].join(", "));
  });
}

const internal = () => failure(13, 500);
const atSign = whenKey((key) => key.includes("@"), internal);
const long = whenKey((key) => key.length > 150, internal);

function serverErrors({ findings }: Exploration, transport: Transport): readonly string[] {
  return findings
    .filter(({ symptom }) => symptom.transport === transport && symptom.outcome.includes("code 13"))
    .filter(({ symptom }) => symptom.where === "status")
    .map(({ shape }) => shapeText(shape))
    .sort();
}

test("two server errors with the same answer are two findings, each with its smallest key", async () => {
  const both = await explored([atSign, long], 192, 4);
  assert.deepEqual(serverErrors(both, "rest"), ["a key of 151 characters or more", 'a key with "@"']);
});

test("one cause that several characters show is one finding", async () => {
  const one = await explored([whenKey((key) => /[@#;]/.test(key), internal)], 192, 4);
  assert.deepEqual(serverErrors(one, "rest"), ['a key with "#" or a key with ";" or a key with "@"']);
});

test("an answer that is none of the operation's is one finding, whatever else of it is not as required", async () => {
  const location: Answer = { kind: "empty", status: 301, headers: [["location", "/"]] };
  const redirect = whenKey(
    (key) => /[/@]/.test(key),
    () => location,
    "rest",
  );
  const { findings } = await explored([redirect], 128);
  const [one, ...others] = findings.filter(({ symptom }) => symptom.outcome === "rest HTTP 301 other");
  assert.deepEqual(
    others.map(({ symptom, shape }) => `${shapeText(shape)}: ${symptom.where} ${symptom.seen}`),
    [],
  );
  assert.ok(one !== undefined && isOfOutcome(one.symptom), "the finding is not about the status");
  const ids = one.example.rows.map(({ requirement }) => requirement);
  assert.ok(ids.includes("GMM-0201") && ids.includes("GMM-0602"), ids.join(", "));
});

test("the same seed finds the same, by the same paths; another seed generates something else", async () => {
  const [first, second, other] = [
    await explored([long], 128, 3),
    await explored([long], 128, 3),
    await explored([long], 64, 2),
  ];
  const paths = ({ findings }: Exploration): readonly string[] => findings.map(({ path }) => path);
  assert.ok(
    paths(first).some((path) => path.startsWith("1:")),
    "nothing is found in the second batch, whose seed comes of the first one's",
  );
  assert.deepEqual(paths(second), paths(first));
  assert.notDeepEqual(paths(other), paths(first));
});
