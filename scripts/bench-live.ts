import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { request as secureRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { startReferenceProgram } from "../src/cli/reference-program.ts";
import { mainJob, type Env } from "./bench-programs.ts";

/** Milliseconds of two runs with an administrator against the same server. */
export interface LiveTimes {
  readonly direct: number;
  /** Through a proxy that speaks HTTP/1.1 only, so that gRPC is blocked. */
  readonly withoutHttp2: number;
}

const FOLDER = "results/bench";

/** The suite makes its users, judges them and removes them: a server that answers as 4.0.0 does, over TLS, in a process of its own. */
export async function liveRuns(): Promise<LiveTimes> {
  mkdirSync(FOLDER, { recursive: true });
  const ca = `${FOLDER}/ca.pem`;
  const server = await startReferenceProgram("--profile", "zitadel-4.0.0", "--tls", "--ca-out", ca);
  const settings: Env = { TARGET: "", PROVISIONING_JOURNAL: `${FOLDER}/journals`, ...server.env };
  const direct = await mainJob([], { env: settings });
  const proxy = await openProxy(settings["ZITADEL_BASE_URL"] ?? "", readFileSync(ca, "utf8"));
  // A run with a blocked transport ends with 2.
  const withoutHttp2 = await mainJob([], { env: { ...settings, ZITADEL_BASE_URL: proxy.baseUrl }, code: 2 });
  proxy.close();
  await server.stop();
  return { direct, withoutHttp2 };
}

/** Passes requests on as they come, over HTTP/1.1 on both sides. */
async function openProxy(baseUrl: string, ca: string): Promise<{ readonly baseUrl: string; close(): void }> {
  const { hostname: host, port, host: authority } = new URL(baseUrl);
  const server = createServer((incoming, answer) => {
    const { method, url: path, headers } = incoming;
    const onward = secureRequest({ host, port, ca, method, path, headers: { ...headers, host: authority } }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.rawHeaders);
      came.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${String(own)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
