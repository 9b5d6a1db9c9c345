import { ProtoPackageError } from "../../../errors.ts";
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { compareMessages } from "./compare.ts";
import { readInstalledMessages, readMessages } from "./read.ts";
import { Descriptors } from "../../../../tests/support/contract-descriptors.ts";
import { assertOneRow } from "../../../../tests/support/contract-rows.ts";
import { scratchFolder } from "../../../../tests/support/scratch.ts";

const LIBRARY = fileURLToPath(new URL("../../../../node_modules/@bufbuild", import.meta.url));

const MANIFEST = {
  name: "@zitadel/proto",
  version: "9.9.9",
  type: "module",
  exports: { "./zitadel/*.js": { import: "./es/zitadel/*.js" } },
};

interface Written {
  readonly manifest?: object | string;
  /** Sources by path inside the package. */
  readonly modules?: Readonly<Record<string, string>>;
  /** True when the modules can find the library that they import. */
  readonly library?: boolean;
}

/** Writes a package into a folder and returns the folder. */
function write(folder: string, { manifest = MANIFEST, modules = {}, library = true }: Written): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  for (const [path, source] of Object.entries(modules)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  if (library) {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(LIBRARY, join(folder, "node_modules", "@bufbuild"), "junction");
  }
  return folder;
}

/** A module as the vendor's generator writes it, with every file of the descriptors in the order of their imports. */
function moduleOf(descriptors: Descriptors): string {
  const files = descriptors.set.file.map((file, at) => {
    const base64 = Buffer.from(toBinary(FileDescriptorProtoSchema, file)).toString("base64");
    const imports = file.dependency.map((name) => descriptors.set.file.findIndex((each) => each.name === name));
    return `export const file${String(at)} = fileDesc("${base64}", [${imports.map((index) => `file${String(index)}`).join()}]);`;
  });
  return [`import { fileDesc } from "@bufbuild/protobuf/codegenv2";`, ...files, "export const other = 1;"].join("\n");
}

function nextRelease(): Descriptors {
  const next = new Descriptors();
  next.drop("resource_owner");
  return next;
}

const MODULE = "es/zitadel/auth_pb.js";

test("the installed package has the operation, its messages and the message of errors", async () => {
  const { version, rpc, messages } = await readInstalledMessages();
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(rpc, {
    request: "zitadel.auth.v1.GetMyMetadataRequest",
    response: "zitadel.auth.v1.GetMyMetadataResponse",
    streaming: "unary",
    deprecated: false,
    http: ["GET /users/me/metadata/{key}"],
    permission: "authenticated",
  });
  assert.deepEqual(Object.keys(messages), [
    "google.protobuf.Timestamp",
    "zitadel.auth.v1.GetMyMetadataRequest",
    "zitadel.auth.v1.GetMyMetadataResponse",
    "zitadel.metadata.v1.Metadata",
    "zitadel.v1.ErrorDetail",
    "zitadel.v1.ObjectDetails",
  ]);
});

test("a second version is read from its own folder and from a folder in which it is installed", async () => {
  const modules = { [MODULE]: moduleOf(nextRelease()) };
  const own = write(join(scratchFolder(), "package"), { modules });
  const installation = scratchFolder();
  writeFileSync(join(installation, "package.json"), `{"dependencies":{"@zitadel/proto":"9.9.9"}}`);
  write(join(installation, "node_modules", "@zitadel", "proto"), { modules });
  for (const place of [own, installation]) {
    const next = await readMessages(place, "--proto");
    assert.equal(next.version, "9.9.9");
    assertOneRow(
      compareMessages(await readInstalledMessages(), next),
      "DRIFT-0821",
      "field resource_owner: string resource_owner = 4 -> absent at zitadel.v1.ObjectDetails",
    );
  }
});

test("a version is read by the name under which it is installed beside the suite", async () => {
  assert.deepEqual(await readMessages("@zitadel/proto", "--proto"), await readInstalledMessages());
});

/** Unreadable packages and their problems. */
const WRONG: readonly (readonly [what: string, written: Written, wrong: RegExp])[] = [
  ["is another one", { manifest: { ...MANIFEST, name: "other" } }, /which is not the package @zitadel\/proto/],
  ["has a broken package.json", { manifest: "{" }, /whose package\.json cannot be read/],
  ["is published without its modules", {}, /whose version 9\.9\.9 has no zitadel\/auth_pb\.js/],
  ["exports nothing for import", { manifest: { ...MANIFEST, exports: "./index.js" } }, /has no zitadel\/auth_pb\.js/],
  [
    "lacks its library",
    { modules: { [MODULE]: moduleOf(new Descriptors()) }, library: false },
    /whose descriptors cannot be loaded \(ERR_MODULE_NOT_FOUND\)/,
  ],
  ["is no JavaScript", { modules: { [MODULE]: "export const = ;" } }, /whose descriptors cannot be loaded \(\w+\)/],
  [
    "has descriptors of another form",
    { modules: { [MODULE]: `export const file = { kind: "file", dependencies: [], proto: {} };` } },
    /whose descriptors cannot be loaded \(\w+\)/,
  ],
];

/** One sentence that names the option, what is wrong, and what to do. */
async function refused(place: string, wrong: RegExp): Promise<void> {
  await assert.rejects(readMessages(place, "--proto"), (error: unknown) => {
    assert.ok(error instanceof ProtoPackageError, "not a ProtoPackageError");
    assert.equal(error.option, "--proto");
    assert.match(error.message, wrong);
    assert.match(
      error.message,
      /^--proto is ".*", [^\n]*: give --proto a folder in which npm install .* was run, .*\.$/,
    );
    return true;
  });
}

for (const [what, written, wrong] of WRONG) {
  test(`a package that ${what} is one sentence`, () =>
    refused(write(join(scratchFolder(), "package"), written), wrong));
}

test("a place where no package is is one sentence", async () => {
  for (const place of ["no/such/folder", "@zitadel/proto-next", "fs", "", scratchFolder()]) {
    await refused(place, /where no package @zitadel\/proto is/);
  }
});
