import { dirname, join } from "node:path";
import type { Case } from "../contract/case.ts";
import { SettingError } from "../errors.ts";
import type { Exploration } from "../exploration/finding.ts";
import { savedCase } from "../exploration/saved-case.ts";
import { statementTarget } from "../report/conformance.ts";
import { failuresPath, writeFailures } from "../report/failures-file.ts";
import { isFreeFor } from "../report/own-file.ts";
import { suiteVersion } from "../util/suite-manifest.ts";
import { storedFailure } from "../runner/stored-failure.ts";
import type { Env } from "../settings/env.ts";
import { savedCasesFolder } from "../settings/load-configuration.ts";
import { mayWriteFile, mayWriteInto } from "../util/may-write.ts";
import { writeAtomic } from "../util/write-atomic.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { ExploreArguments } from "./explore-arguments.ts";

/** Throws a SettingError where what an exploration finds could not be written. */
export function demandFiles({ saves }: Pick<ExploreArguments, "saves">, env: Env): void {
  const path = findingsPath(env);
  if (!mayWriteFile(path)) {
    throw new SettingError(
      "CONFORMANCE_OUT",
      `${path} cannot be written: set CONFORMANCE_OUT to a path in a folder where files can be.`,
    );
  }
  if (!isFreeFor("failures", path)) {
    throw new SettingError(
      "CONFORMANCE_OUT",
      `The exploration would overwrite ${path}, which none wrote: move that file, or set CONFORMANCE_OUT to a path in another folder.`,
    );
  }
  const folder = savedCasesFolder(env);
  if (saves && !mayWriteInto(folder)) throw unwritable(folder);
}

/** Where findings are stored: beside the failures of the main job. */
function findingsPath(env: Env): string {
  return join(dirname(failuresPath(env)), "failures-explore.json");
}

/** Stores what `npm run replay` repeats. The findings hold no credential. */
export function storeFindings({ findings }: Exploration, descriptor: TargetDescriptor, env: Env): void {
  const failures = findings.flatMap(({ example: { generated, rows } }) =>
    rows.flatMap((row) => storedFailure(row, generated.testCase) ?? []),
  );
  writeFailures(findingsPath(env), {
    suite: { version: suiteVersion() },
    target: statementTarget(descriptor),
    failures,
  });
}

/** Saves each finding as a case of its own, and returns the paths of the files. */
export function saveCases({ findings }: Exploration, env: Env): readonly string[] {
  const folder = savedCasesFolder(env);
  const cases = new Map(findings.map((finding) => [savedCase(finding).id, savedCase(finding)]));
  return [...cases].map(([id, testCase]) => {
    const path = join(folder, `${id.replace("own/", "")}.json`);
    write(path, testCase);
    return path;
  });
}

function write(path: string, testCase: Case): void {
  try {
    writeAtomic(path, `${JSON.stringify(testCase, null, 2)}\n`);
  } catch {
    throw unwritable(path);
  }
}

function unwritable(path: string): SettingError {
  return new SettingError("SAVED_CASES", `${path} cannot be written: set SAVED_CASES to a folder that can be.`);
}
