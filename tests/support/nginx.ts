import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createCertificate } from "../../src/servers/reference/certificate.ts";

/** Why nginx is not available, or undefined when it is. */
export function whyNoNginx(): string | undefined {
  const { error } = spawnSync("nginx", ["-v"]);
  return error === undefined ? undefined : "nginx is not installed: apt-get install nginx-light";
}

/** A running nginx. */
export interface Nginx {
  readonly baseUrl: string;
  /** PEM of its certificate, with TLS. */
  readonly ca?: string;
}

/** Starts nginx for one test, with these locations in its one server. */
export async function startNginx(t: TestContext, tls: boolean, locations: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  const port = await freePort();
  const certificate = tls ? await createCertificate("127.0.0.1") : undefined;
  if (certificate !== undefined) {
    writeFileSync(join(folder, "cert.pem"), certificate.cert);
    writeFileSync(join(folder, "key.pem"), certificate.key);
  }
  const listen = tls
    ? `listen 127.0.0.1:${String(port)} ssl http2; ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;`
    : `listen 127.0.0.1:${String(port)};`;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join("\n");
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${paths}
  map $http_content_type $is_grpc { default 0; "~^application/grpc(\\+|;|$)" 1; }
  map $request_uri $below { default $request_uri; "~^/idp(?<rest>/.*)$" $rest; }
  server { ${listen} ${locations} }
}
`,
  );
  const child = spawn("nginx", ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")]);
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  t.after(async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  await untilListening(port);
  const baseUrl = `${tls ? "https" : "http"}://127.0.0.1:${String(port)}`;
  return certificate === undefined ? { baseUrl } : { baseUrl, ca: certificate.cert };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const isListening = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => {
        resolve(false);
      });
    });
    if (isListening) return;
    await pause(20);
  }
  throw new Error("nginx does not listen");
}
