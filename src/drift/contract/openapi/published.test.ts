import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { CONTRACT } from "../../../contract/openapi.ts";
import { OPERATION } from "../../../contract/operation.ts";
import { comparePublished } from "./compare-published.ts";
import { compareWithPinned, pinnedContract } from "./pinned.ts";
import { fetchPublishedContract, type PublishedContract } from "./published.ts";
import { CONTRACT_RULES } from "../rules.ts";
import type { TargetDescriptor } from "../../../target/descriptor.ts";
import { openRecording } from "../../../servers/recording/open.ts";
import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import { CONTRACT_FAULTS } from "../../../mutation/faults/contract.ts";
import { openReference } from "../../../servers/reference/open.ts";
import { openConnection } from "../../../transports/index.ts";
import { publishedBy, reduced } from "../../../../tests/support/contract-documents.ts";

/** The contract that a target publishes. */
async function fetchFrom(descriptor: TargetDescriptor, t: TestContext): Promise<PublishedContract> {
  const connection = openConnection(descriptor);
  t.after(() => {
    connection.close();
  });
  return fetchPublishedContract(connection, descriptor);
}

async function fetchWith(behaviours: readonly Behaviour[], t: TestContext): Promise<PublishedContract> {
  const { server, descriptor, close } = await openReference();
  t.after(close);
  server.setBehaviours(behaviours);
  return fetchFrom(descriptor, t);
}

test("the reference server publishes the contract that this suite is pinned to", async (t) => {
  assert.deepEqual(await fetchWith([], t), { contract: pinnedContract() });
});

test("the document is requested under the base path, without credentials", async (t) => {
  const seen: unknown[] = [];
  const spy: Behaviour = {
    raw: (raw) => {
      seen.push(raw.method, raw.target, raw.headers.has("authorization"));
      return { ...raw, target: raw.target.replace(/^\/zitadel/, "") };
    },
  };
  const { server, descriptor, close } = await openReference();
  t.after(close);
  server.setBehaviours([spy]);
  const published = await fetchFrom({ ...descriptor, baseUrl: `${descriptor.baseUrl}/zitadel` }, t);
  assert.ok("contract" in published, "no contract");
  assert.deepEqual(seen, ["GET", `/zitadel${OPERATION.publishedPath}`, false]);
});

for (const { id, statement, rule, behaviour } of CONTRACT_FAULTS) {
  test(`${id}: ${statement}`, async (t) => {
    const published = await fetchWith([behaviour], t);
    assert.ok("contract" in published, "no contract");
    const rows = compareWithPinned(published.contract);
    assert.deepEqual(
      rows.map((row) => row.rule),
      [rule],
    );
  });
}

test("contract faults have unique ids, and name existing rules", () => {
  assert.equal(new Set(CONTRACT_FAULTS.map(({ id }) => id)).size, CONTRACT_FAULTS.length);
  for (const { rule } of CONTRACT_FAULTS)
    assert.ok(
      CONTRACT_RULES.some(({ id }) => id === rule),
      rule,
    );
});

const wire = (change: NonNullable<Behaviour["wire"]>): Behaviour => ({ wire: change });
const sent = (content: string | Buffer, type = "application/json", status = 200): Behaviour =>
  wire((answer) => ({
    ...answer,
    status,
    headers: [["content-type", type]],
    chunks: [Buffer.from(content)],
  }));

/** Answers that are not a document, and the reason in the baseline. */
const REASONS: readonly (readonly [what: string, behaviour: Behaviour, reason: RegExp])[] = [
  [
    "404",
    sent(`{"code":5}`, "application/json", 404),
    /^the target publishes no OpenAPI document \(HTTP 404 with application\/json\)$/,
  ],
  [
    "a redirect",
    wire((answer) => ({ ...answer, status: 302, headers: [["location", "/login"]] })),
    /\(HTTP 302 with no media type\)$/,
  ],
  [
    "HTML",
    sent("<h1>Welcome</h1>", "text/html"),
    /^the target's OpenAPI document is unreadable \(HTTP 200 with text\/html, the body is not one JSON text\)$/,
  ],
  ["bytes that are not text", sent(Buffer.from([0x1f, 0x8b, 0xff])), /the body is not UTF-8\)$/],
  ["too much", sent(`["${"x".repeat(5_000_000)}"]`), /^the target's OpenAPI document has more than 5000000 bytes$/],
  ["JSON that is not a document", sent(`{"swagger":"1.2"}`), /^the target's OpenAPI document is no OpenAPI 2\.0$/],
  [
    "a part",
    wire((answer) => ({ ...answer, headers: [["content-length", "9"]], chunks: [Buffer.from("{}")], ending: "cut" })),
    /HTTP 200 with no media type, cut off\)$/,
  ],
];

for (const [what, behaviour, reason] of REASONS) {
  test(`a target that answers ${what} has no contract, for a reason`, async (t) => {
    const published = await fetchWith([behaviour], t);
    assert.ok("reason" in published, "no reason");
    assert.match(published.reason, reason);
  });
}

test("a later release that publishes OpenAPI 3 is read too", async (t) => {
  assert.deepEqual(await fetchWith([sent(JSON.stringify(CONTRACT))], t), { contract: pinnedContract() });
});

test("an unreachable target and a recording have no contract, with a reason", async (t) => {
  const { descriptor, close } = await openReference();
  await close();
  const unreachable = await fetchFrom(descriptor, t);
  assert.match("reason" in unreachable ? unreachable.reason : "", /could not be fetched: 127\.0\.0\.1:\d+ refused/);
  const recording = await openRecording("fixtures/recordings/zitadel-v4.0.0.json");
  t.after(recording.close);
  assert.deepEqual(await fetchFrom(recording.descriptor, t), {
    reason: "the recording does not hold the target's OpenAPI document",
  });
});

test("the published contracts of two targets are compared", async (t) => {
  const content = JSON.stringify(publishedBy("4.0.0"));
  const old = await fetchWith([sent(content)], t);
  const now = await fetchWith([sent(content.replaceAll(`"sequence"`, `"position"`))], t);
  assert.deepEqual(old, { contract: reduced(publishedBy("4.0.0")) });
  const { rows = [] } = comparePublished(old, now);
  assert.deepEqual(
    rows.map(({ rule, subject }) => `${rule} ${subject}`),
    ["DRIFT-0741 member sequence", "DRIFT-0742 member position"],
  );
});

test("the comparison names a side without a contract, and the reason", () => {
  const published = { contract: pinnedContract() };
  const nothing = { reason: "the target publishes no OpenAPI document" };
  const sentence = (side: string): string =>
    `The ${side} baseline has no contract: the target publishes no OpenAPI document.`;
  assert.deepEqual(comparePublished(published, published), { rows: [] });
  assert.deepEqual(comparePublished(nothing, published), { reasons: [sentence("old")] });
  assert.deepEqual(comparePublished(nothing, nothing), { reasons: [sentence("old"), sentence("new")] });
});
