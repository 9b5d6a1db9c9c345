import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { SettingError } from "../errors.ts";
import { holdOutputs } from "./hold-outputs.ts";

/** Only there a name goes with its process. */
const skip = ["linux", "win32"].includes(process.platform) ? false : "this system holds no paths";

function isHeld(path: string): Promise<void> {
  return assert.rejects(
    holdOutputs([path]),
    (error) => error instanceof SettingError && error.message.startsWith(`Another run is writing ${path}: `),
  );
}

test(
  "a path stays held when the run that holds it makes its folder, as the first run in a clone does",
  { skip },
  async () => {
    const path = join(scratchFolder(), "results", "conformance.json");
    const release = await holdOutputs([path]);
    await isHeld(path);
    mkdirSync(dirname(path));
    await isHeld(path);
    release();
    (await holdOutputs([path]))();
  },
);

test("a path is held by any of its names, and its neighbours are not", { skip }, async () => {
  const folder = scratchFolder();
  const path = join(folder, "conformance.json");
  const release = await holdOutputs([path]);
  const link = join(scratchFolder(), "link");
  symlinkSync(folder, link, "junction");
  for (const name of [relative(process.cwd(), path), join(link, "conformance.json")]) await isHeld(name);
  (await holdOutputs([join(folder, "other.json"), join(folder, "results", "conformance.json")]))();
  release();
});

test("what one call held is free again when another of its paths is not", { skip }, async () => {
  const folder = scratchFolder();
  const [free, held] = [join(folder, "free"), join(folder, "held")];
  const release = await holdOutputs([held]);
  await assert.rejects(holdOutputs([free, held]), SettingError);
  (await holdOutputs([free]))();
  release();
});

test("a system without such names holds nothing, and stops no run", async () => {
  const path = join(scratchFolder(), "conformance.json");
  const releases = [await holdOutputs([path], "darwin"), await holdOutputs([path], "darwin")];
  for (const release of releases) release();
});
