import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createCertificate } from "../../src/servers/reference/certificate.ts";

/** A program that stands in front of a server, as Debian has it. */
export interface FrontProgram {
  readonly name: string;
  /** Debian's package. */
  readonly package: string;
  /** What makes it print its version and end. */
  readonly version: string;
  /** Its configuration, in a file of the folder, and the arguments that start it with that. */
  configure(at: FrontPlace): { readonly config: string; readonly args: readonly string[] };
}

/** Where a program listens and has its files. */
interface FrontPlace {
  readonly folder: string;
  /** Path of the file that has its configuration. */
  readonly config: string;
  readonly port: string;
  readonly tls: boolean;
}

/** A program that runs. */
export interface RunningFront {
  readonly baseUrl: string;
  /** PEM of its certificate, with TLS. */
  readonly ca?: string;
}

/** Why a program is not available, or undefined when it is. */
export function whyNo({ name, version, package: from }: FrontProgram): string | undefined {
  const { error } = spawnSync(name, [version]);
  return error === undefined ? undefined : `${name} is not installed: apt-get install ${from}`;
}

/** Starts a program for one test; with TLS its folder has cert.pem, key.pem and, as HAProxy wants it, both.pem. */
export async function startFront(t: TestContext, program: FrontProgram, tls: boolean): Promise<RunningFront> {
  const folder = mkdtempSync(join(tmpdir(), `${program.name}-`));
  const port = await freePort();
  const certificate = tls ? await createCertificate("127.0.0.1") : undefined;
  if (certificate !== undefined) {
    const { cert, key } = certificate;
    for (const [file, text] of Object.entries({ cert, key, both: `${cert}\n${key}` })) {
      writeFileSync(join(folder, `${file}.pem`), text);
    }
  }
  const path = join(folder, "config");
  const { config, args } = program.configure({ folder, config: path, port: String(port), tls });
  writeFileSync(path, config);
  // Caddy keeps files below these.
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(program.name, args, { env, cwd: folder });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
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
  if (!(await isListening(port))) throw new Error(`${program.name} does not listen\n${Buffer.concat(said).toString()}`);
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

/** Waits for a program on a loaded machine. */
async function isListening(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const connects = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => {
        resolve(false);
      });
    });
    if (connects) return true;
    await pause(20);
  }
  return false;
}
