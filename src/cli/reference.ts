import { OPERATION } from "../contract/operation.ts";
import { SettingError } from "../errors.ts";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { printText, runCommandLine } from "./command-line.ts";
import { readArguments, type ReferenceArguments } from "./reference-arguments.ts";
import { openReference, type OpenReference } from "../servers/reference/open.ts";
import { isFreeFor } from "../report/own-file.ts";
import { codeOf } from "../util/code-of.ts";

/** `npm run reference`: the server as a program, for an application's own tests. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  const target = await openReference(asked);
  try {
    if (asked.caOut !== undefined) writeCertificate(asked.caOut, target.server.ca ?? "");
  } catch (error) {
    await target.close();
    throw error;
  }
  printText(greeting(target, asked));
  const stop = (): void => {
    void target.close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return 0;
}

function writeCertificate(path: string, pem: string): void {
  if (!isFreeFor("certificate", path)) {
    throw new SettingError(
      "--ca-out",
      `--ca-out names ${path}, which holds something else than a certificate: move that file, or use another path.`,
    );
  }
  try {
    writeFileSync(path, pem);
  } catch (error) {
    const code = codeOf(error) ?? "unknown reason";
    throw new SettingError("--ca-out", `--ca-out names ${path}, which cannot be written (${code}): use another path.`);
  }
}

/** Prints the server's address and the settings to use it. */
function greeting({ server, descriptor, adminToken }: OpenReference, asked: ReferenceArguments): string {
  const { tls = false, profile, caOut, projectionDelay = 0 } = asked;
  const { url } = server;
  const token = descriptor.tokens.subject ?? "";
  const ca = caOut === undefined ? undefined : resolve(caOut);
  const trust = ca === undefined ? (tls ? " -k" : "") : ` --cacert "${ca}"`;
  const exported = ca === undefined ? "" : ` ZITADEL_CA="${ca}"`;
  return [
    `Reference server at ${url} (REST, gRPC and gRPC-Web; stop it with Ctrl-C)`,
    ...(profile === undefined ? [] : [`It answers as ${profile.name} does.`]),
    ...(projectionDelay === 0 ? [] : [`Reads show what is written after ${String(projectionDelay)} ms.`]),
    "",
    `Demo token of a user with metadata: ${token}`,
    `Demo token of a user who manages the others: ${adminToken}`,
    "",
    `  curl${trust} -H "Authorization: Bearer ${token}" "${url}${OPERATION.pathPrefix}/key1"`,
    "",
    "To read its metadata:",
    "",
    `  export ZITADEL_BASE_URL=${url} ZITADEL_TOKEN=${token} ZITADEL_METADATA_KEY=key1${exported}`,
    "",
    "For a run that provisions:",
    "",
    `  export ZITADEL_BASE_URL=${url} ZITADEL_ADMIN_TOKEN=${adminToken}${exported}`,
  ].join("\n");
}

await runCommandLine("reference", main);
