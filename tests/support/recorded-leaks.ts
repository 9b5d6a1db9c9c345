import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import pMap from "p-map";
import type { Test } from "../../src/cases/tests.ts";
import { recordCases } from "../../src/recording/case-exchanges.ts";
import { caseRecording, originsOf, tokenStandIns } from "../../src/recording/case-recording.ts";
import { sameLengthConcealer } from "../../src/recording/same-length-concealer.ts";
import { secretsOf } from "../../src/runner/run-context.ts";
import type { Row } from "../../src/runner/result.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { openRecording } from "../../src/servers/recording/open.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";
import { scratchFolder } from "./scratch.ts";
import { secretsSpy } from "./recorded-secrets.ts";

/** What a recording of a server was judged as, twice: while it was recorded and when it was replayed. */
export interface RecordedAndReplayed {
  readonly path: string;
  readonly recorded: readonly Row[];
  readonly replayed: readonly Row[];
  readonly secrets: ReadonlySet<string>;
}

/** Records tests on a server with behaviours, and replays them. */
export async function recordAndReplay(
  t: TestContext,
  behaviours: readonly Behaviour[],
  tests: readonly Test[],
): Promise<RecordedAndReplayed> {
  const secrets = new Set<string>();
  const server = await openReference();
  t.after(() => server.close());
  server.server.setBehaviours([...behaviours, secretsSpy(secrets)]);
  const descriptor = { ...server.descriptor, vendorVersion: "9.9.9" };
  const path = join(scratchFolder(), "recording.json");
  const recorded = await record(descriptor, path, tests);
  return { path, recorded, replayed: await replay(path, tests), secrets };
}

async function record(descriptor: TargetDescriptor, path: string, tests: readonly Test[]): Promise<Row[]> {
  const tokens = tokenStandIns(descriptor);
  const concealer = sameLengthConcealer(tokens, secretsOf(descriptor), originsOf(descriptor));
  const runner = createRunner(descriptor, { onSecret: concealer.hide });
  const rows: Row[] = [];
  const noted: typeof runner = {
    ...runner,
    run: async (testCase, transport) => {
      const run = await runner.run(testCase, transport);
      rows.push(...run.rows);
      return run;
    },
  };
  const { exchanges } = await recordCases(noted, "", concealer, new AbortController().signal, tests);
  runner.close();
  writeFileSync(
    path,
    JSON.stringify(caseRecording(descriptor, tokens, exchanges, { organisationId: descriptor.organisation ?? "" })),
  );
  return rows;
}

async function replay(path: string, tests: readonly Test[]): Promise<Row[]> {
  const { descriptor, close } = await openRecording(path);
  const runner = createRunner(descriptor);
  const runs = await pMap(tests, ({ testCase, transport }) => runner.run(testCase, transport), {
    concurrency: 16,
  });
  runner.close();
  await close();
  return runs.flatMap((run) => run.rows);
}
