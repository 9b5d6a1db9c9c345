import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { SettingError } from "../errors.ts";
import { readSettingsFile } from "./settings-file.ts";

function written(content: string | Buffer): string {
  const path = join(scratchFolder(), ".env");
  writeFileSync(path, content);
  return path;
}

const SETTINGS = { ZITADEL_BASE_URL: "https://id.example.com", ZITADEL_TOKEN: "secret" };
const LINES = Object.entries(SETTINGS).map(([name, value]) => `${name}=${value}\r\n`);

test("reads what editors and shells of Windows write: a mark, UTF-16, their line ends", () => {
  const text = LINES.join("");
  for (const content of [text, `\ufeff${text}`, Buffer.from(`\ufeff${text}`, "utf16le")]) {
    assert.deepEqual(readSettingsFile(written(content)), SETTINGS);
  }
});

test("UTF-16 without a mark is refused: every setting in it would go unnoticed", () => {
  const path = written(Buffer.from(LINES.join(""), "utf16le"));
  assert.throws(() => readSettingsFile(path), new SettingError(path, `${path} is not UTF-8: save it as UTF-8.`));
});

for (const [line, name, remedy] of [
  ["ZITADEL_BASE_URL https://secret.example.com", "ZITADEL_BASE_URL", "ZITADEL_BASE_URL=value"],
  ["set ZITADEL_TOKEN=secret", "ZITADEL_TOKEN", "ZITADEL_TOKEN=value"],
  ['$env:ZITADEL_TOKEN = "secret"', "ZITADEL_TOKEN", "ZITADEL_TOKEN=value"],
  ['"zitadel-token"="secret"', "zitadel-token", "ZITADEL_TOKEN=value"],
  ["TARGET prism", "TARGET", "TARGET=value"],
  ["// ZITADEL_TOKEN=secret", "ZITADEL_TOKEN", "ZITADEL_TOKEN=value"],
] as const) {
  test(`a line that means a setting and sets none: ${line}`, () => {
    const path = written(`STRICT=1\n\n${line}\n`);
    assert.throws(
      () => readSettingsFile(path),
      (error) =>
        error instanceof SettingError &&
        error.message ===
          `${path}, line 3: ${name} cannot be read: write ${remedy} there, or begin the line with # as a comment.`,
    );
  });
}

test("what sets a setting, is a comment, or means none is no fault", () => {
  const text = [
    "# ZITADEL_TOKEN secret",
    "export ZITADEL_BASE_URL = 'https://id.example.com' # of ZITADEL_TOKEN",
    "ZITADEL_ISSUER: https://id.example.com",
    'OTHER="of',
    'several lines"',
    "OTHER_PROGRAM",
    "other.ZITADEL_NAME=value",
    "the target of another program",
    "",
  ].join("\n");
  assert.deepEqual(readSettingsFile(written(text)), {
    ZITADEL_BASE_URL: "https://id.example.com",
    ZITADEL_ISSUER: "https://id.example.com",
    OTHER: "of\nseveral lines",
    "other.ZITADEL_NAME": "value",
  });
});
