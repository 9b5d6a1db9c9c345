import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { request as secureRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { mainJob } from "./bench-programs.ts";
import { withLiveServer } from "./live-server.ts";

/** Milliseconds of two runs with an administrator against the same server. */
export interface LiveTimes {
  readonly direct: number;
  /** Through a proxy that speaks HTTP/1.1 only, so that gRPC is blocked. */
  readonly withoutHttp2: number;
}

/** The suite makes its users, judges them and removes them. */
export function liveRuns(): Promise<LiveTimes> {
  return withLiveServer("results/bench", [], async ({ env, ca }) => {
    const direct = await mainJob([], { env });
    const proxy = await openProxy(env["ZITADEL_BASE_URL"] ?? "", readFileSync(ca, "utf8"));
    try {
      // A run with a blocked transport ends with 2.
      const withoutHttp2 = await mainJob([], { env: { ...env, ZITADEL_BASE_URL: proxy.baseUrl }, code: 2 });
      return { direct, withoutHttp2 };
    } finally {
      proxy.close();
    }
  });
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
