import { parseArgs } from "node:util";
import { SettingError } from "../setting-error.ts";
import { openReference, type OpenReferenceOptions } from "./open.ts";
import { PROFILES, type Profile } from "./profiles/profile.ts";

const USAGE = "npm run reference -- [--port 8080] [--tls] [--profile zitadel-4.0.0]";

/** `npm run reference`: the server as a program of its own, for an application's own tests. */
async function main(): Promise<void> {
  const options = readArguments();
  const { tls, profile } = options;
  const { server, facts, close } = await openReference(options);
  const token = facts.tokens.subject ?? "";
  const trust = tls ? " -k" : "";
  console.log(`Reference server at ${server.url} (REST, gRPC and gRPC-Web; stop it with Ctrl-C)${profile === undefined ? "" : `\nIt answers as ${profile.name} does.`}

Demo token of a user with metadata: ${token}

  curl${trust} -H "Authorization: Bearer ${token}" ${server.url}/auth/v1/users/me/metadata/key1

  export ZITADEL_BASE_URL=${server.url} ZITADEL_TOKEN=${token} ZITADEL_METADATA_KEY=key1`);
  const stop = (): void => {
    void close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function readArguments(): OpenReferenceOptions {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string" }, tls: { type: "boolean", default: false }, profile: { type: "string" } },
    });
    const { tls } = values;
    const port = portOf(values.port ?? "0");
    return values.profile === undefined ? { port, tls } : { port, tls, profile: profileOf(values.profile) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingError("npm run reference", `${reason}. Usage: ${USAGE}`);
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new TypeError(`--port is ${JSON.stringify(text)}, which is no port from 0 to 65535`);
}

function profileOf(text: string): Profile {
  const found = PROFILES.find(({ name }) => name === text);
  if (found !== undefined) return found;
  const names = PROFILES.map(({ name }) => name).join(", ");
  throw new TypeError(`--profile is ${JSON.stringify(text)}, which is none of ${names}`);
}

main().catch((error: unknown) => {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
