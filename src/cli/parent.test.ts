import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { AWAITS_CONTEXT } from "./parent.ts";

/** Waits for its context and says what it has then. */
const PROGRAM = `
  import { receiveContext } from ${JSON.stringify(new URL("./parent.ts", import.meta.url).href)};
  await receiveContext();
  process.send(["SOME", ...${JSON.stringify(Object.keys(AWAITS_CONTEXT))}].map((name) => process.env[name] ?? "none"));
  process.channel.unref();
`;

function waiting(env: Readonly<Record<string, string>>): ChildProcess {
  const args = ["--import", "tsx", "--input-type=module", "--eval", PROGRAM];
  return spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

test("a process that is started early has its context in the environment, and its own children wait for none", async () => {
  const child = waiting(AWAITS_CONTEXT);
  child.send({ SOME: "context" });
  assert.deepEqual((await once(child, "message"))[0], ["context", "none"]);
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("a process that awaits no context goes on at once", async () => {
  const child = waiting({});
  assert.deepEqual((await once(child, "message"))[0], ["none", "none"]);
});

test("a process whose parent is gone before it sent a context ends", async () => {
  const child = waiting(AWAITS_CONTEXT);
  await once(child, "spawn");
  child.disconnect();
  assert.deepEqual(await once(child, "exit"), [2, null]);
});
