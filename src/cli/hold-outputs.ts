import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { join, parse, relative, resolve } from "node:path";
import { SettingError } from "../errors.ts";
import { nearestExisting } from "../util/may-write.ts";

/** Lets other runs write there. */
type Release = () => void;

/**
 * Holds the paths that a run writes. Two runs at once would remove and read each other's results, and one could end
 * with the verdict of the other. Throws a SettingError where another run holds one.
 */
export async function holdOutputs(paths: readonly string[], platform = process.platform): Promise<Release> {
  const held: Server[] = [];
  const release = (): void => {
    for (const server of held) server.close();
  };
  for (const path of paths) {
    const server = await listen(addressOf(path, platform));
    if (server === "taken") {
      release();
      throw new SettingError(
        "CONFORMANCE_OUT",
        `Another run is writing ${path}: wait until it ends, or set CONFORMANCE_OUT and ALLURE_RESULTS_DIR to places of their own.`,
      );
    }
    if (server !== undefined) held.push(server);
  }
  return release;
}

/**
 * A name that the system gives up with the process, so that a killed run holds nothing. Only Linux and Windows have
 * such names.
 */
function addressOf(path: string, platform: NodeJS.Platform): string | undefined {
  const { root } = parse(resolve(path));
  // The same path in another container is another place.
  const { dev, ino } = statSync(root, { bigint: true });
  const place = [hostname(), dev, ino, canonical(path, platform)].join("\0");
  const name = `zitadel-conformance-${createHash("sha256").update(place).digest("hex")}`;
  if (platform === "linux") return `\0${name}`;
  return platform === "win32" ? `\\\\.\\pipe\\${name}` : undefined;
}

/** One text for a path however it is written, and whether or not the run that holds it has made its folder yet. */
function canonical(path: string, platform: NodeJS.Platform): string {
  const absolute = resolve(path);
  const existing = nearestExisting(absolute);
  const real = join(realpathSync(existing), relative(existing, absolute));
  return platform === "win32" ? real.toLowerCase() : real;
}

/** Undefined where the name cannot be held for another reason: a run need not stop for that. */
async function listen(address: string | undefined): Promise<Server | "taken" | undefined> {
  if (address === undefined) return undefined;
  const server = createServer().unref();
  return new Promise((done) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      done(error.code === "EADDRINUSE" ? "taken" : undefined);
    });
    server.listen(address, () => {
      done(server);
    });
  });
}
