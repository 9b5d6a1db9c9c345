import { parseArgs } from "node:util";
import { SettingError } from "../setting-error.ts";
import { openReference } from "./open.ts";

const USAGE = "npm run reference -- [--port 8080] [--tls]";

/** `npm run reference`: the server as a program of its own, for an application's own tests. */
async function main(): Promise<void> {
  const { port, tls } = readArguments();
  const { server, facts, close } = await openReference(port, tls);
  const token = facts.tokens.subject ?? "";
  const trust = tls ? " -k" : "";
  console.log(`Reference server at ${server.url} (REST, gRPC and gRPC-Web; stop it with Ctrl-C)

Demo token of a user with metadata: ${token}

  curl${trust} -H "Authorization: Bearer ${token}" ${server.url}/auth/v1/users/me/metadata/key1

  export ZITADEL_BASE_URL=${server.url} ZITADEL_TOKEN=${token} ZITADEL_METADATA_KEY=key1`);
  const stop = (): void => {
    void close();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function readArguments(): { port: number; tls: boolean } {
  try {
    const { values } = parseArgs({ options: { port: { type: "string" }, tls: { type: "boolean", default: false } } });
    const { port: text = "0", tls } = values;
    const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    if (!(port <= 65_535)) throw new TypeError(`--port is ${JSON.stringify(text)}, which is no port from 0 to 65535`);
    return { port, tls };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingError("--port", `${reason}. Usage: ${USAGE}`);
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
