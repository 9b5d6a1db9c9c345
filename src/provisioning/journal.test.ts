import { SettingError } from "../errors.ts";
import assert from "node:assert/strict";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  beginJournal,
  endJournal,
  journalsIn,
  noteCreated,
  noteIntended,
  noteRemoved,
  readJournal,
} from "./journal.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";

test("a journal lists the users that may still exist, with the ids that are known", () => {
  const folder = join(scratchFolder(), "not", "there", "yet");
  const path = beginJournal(folder, "run-1", "http://x");
  for (const name of ["a", "b", "c"]) noteIntended(path, name);
  noteCreated(path, "a", "1");
  noteCreated(path, "b", "2");
  noteRemoved(path, "a");
  const { baseUrl, pid, users } = readJournal(path);
  assert.equal(baseUrl, "http://x");
  assert.equal(pid, process.pid);
  assert.deepEqual(
    users.map(({ name, id }) => [name, id]),
    [
      ["b", "2"],
      ["c", undefined],
    ],
  );
  assert.equal(
    users.every(({ at }) => at > 0),
    true,
  );
});

test("a line cut short by a crash is skipped", () => {
  const path = beginJournal(scratchFolder(), "run-1", "http://x");
  noteIntended(path, "a");
  appendFileSync(path, `{"intended":"b","a`);
  assert.deepEqual(
    readJournal(path).users.map(({ name }) => name),
    ["a"],
  );
});

test("journals are found in their folder, and are deleted when they end", () => {
  const folder = scratchFolder();
  const paths = ["run-2", "run-1"].map((run) => beginJournal(folder, run, "http://x"));
  writeFileSync(join(folder, "README"), "no journal");
  assert.deepEqual(journalsIn(folder), [...paths].sort());
  for (const path of paths) endJournal(path);
  assert.deepEqual(journalsIn(folder), []);
  assert.equal(existsSync(folder), true);
  assert.deepEqual(journalsIn(join(folder, "none")), []);
});

test("a file that is not a journal and a folder that cannot be written are each rejected in one sentence", () => {
  const folder = scratchFolder();
  const path = join(folder, "other.jsonl");
  writeFileSync(path, "something else\n");
  assert.throws(() => readJournal(path), SettingError);
  assert.throws(
    () => readJournal(folder),
    /^SettingError: The journal \S+ cannot be read \(EISDIR\): run npm run cleanup as /,
  );
  assert.throws(
    () => beginJournal(path, "run-1", "http://x"),
    /set PROVISIONING_JOURNAL to a folder that can be written/,
  );
});
