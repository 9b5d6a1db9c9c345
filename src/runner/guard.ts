import type { WireRequest } from "../protocol/exchange.ts";
import { MADE_UP_RPCS, OPERATION } from "../contract/operation.ts";
import { basePathOf } from "../transports/base-path.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

/** A request that the guard did not let out. A defect of ours, never the vendor's. */
export class GuardError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "GuardError";
  }
}

const READS = ["GET", "HEAD", "OPTIONS"];
const MADE_UP_PATHS: readonly string[] = Object.values(MADE_UP_RPCS);
/** A made-up plain key: nothing that a server could take for another path. */
const PLAIN_KEY = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/**
 * Lets a request to a live instance out only if it reads, or is the documented RPC, or goes to a made-up plain key of
 * a throwaway user. The API's neighbour `DELETE /auth/v1/users/me` deletes the token's owner, and `…/metadata/..` leads
 * there. Embedded targets have nothing to lose.
 */
export function whyGuarded(descriptor: TargetDescriptor, request: WireRequest): string | undefined {
  const { mayWrite } = descriptor.capabilities;
  if (mayWrite === "anything" || READS.includes(request.method)) return undefined;
  const basePath = basePathOf(descriptor.baseUrl);
  const path = request.path.startsWith(basePath) ? request.path.slice(basePath.length) : request.path;
  if (request.method === "POST" && path === OPERATION.rpcPath) return undefined;
  // Whatever is not said to be allowed is not.
  if (mayWrite !== "own-keys") {
    return `${request.method} may change data: a live run without an admin token only reads`;
  }
  if (request.method === "POST" && MADE_UP_PATHS.includes(path)) return undefined;
  const prefix = `${OPERATION.pathPrefix}/`;
  const key = path.startsWith(prefix) ? path.slice(prefix.length) : "";
  if (PLAIN_KEY.test(key) && (key === descriptor.key || key === descriptor.missingKey)) return undefined;
  return `${request.method} goes only to a made-up plain key of a throwaway user`;
}

/** Throws a GuardError when the request may not leave. */
export function guard(descriptor: TargetDescriptor, request: WireRequest): void {
  const reason = whyGuarded(descriptor, request);
  if (reason !== undefined) throw new GuardError(reason);
}
