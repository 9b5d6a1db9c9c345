import type { JsonObject } from "../contract/json-object.ts";

/** Path of users in the management API. */
export const USERS = "/management/v1/users";

/** The management API refused an operation. The message names the operation and no credential. */
export class Refused extends Error {
  readonly path: string;
  /** HTTP status. */
  readonly status: number;
  /** google.rpc.Code in the body, when it has one. */
  readonly code: number | undefined;

  constructor(method: string, path: string, status: number, body: JsonObject | undefined) {
    super(`${method} ${path} was answered with HTTP ${String(status)}`);
    this.name = "Refused";
    this.path = path;
    this.status = status;
    this.code = typeof body?.["code"] === "number" ? body["code"] : undefined;
  }
}

/** True when the user or entry does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Refused && error.status === 404 && error.code === 5;
}

/** One sentence on why the operation was refused and what to do. */
export function whyRefused(refused: Refused, baseUrl: string): string {
  const { status, code, message, path } = refused;
  const answer = code === undefined ? message : `${message} and code ${String(code)}`;
  if (status === 401) {
    return `${baseUrl} does not accept the administrator's credentials (${answer}): set ZITADEL_ADMIN_TOKEN to a token of this instance that has not expired; a token from client credentials or a JWT profile also needs the scope urn:zitadel:iam:org:project:id:zitadel:aud.`;
  }
  if (code === undefined && status !== 429) {
    return `What answers at ${baseUrl} is not ZITADEL's management API (${answer}): set ZITADEL_BASE_URL to the instance's own address, and let proxies in front of it pass the request on.`;
  }
  // Without any role the vendor answers that a membership is missing.
  if (status === 403 || code === 7 || (code === 5 && path === `${USERS}/machine`)) {
    return `The administrator may not manage users (${answer}): give its user the role ORG_USER_MANAGER (ORG_OWNER works too), or set ZITADEL_ADMIN_TOKEN to the token of a user who has it.`;
  }
  if (status === 429 || code === 8) {
    return `The instance's quota is used up (${answer}): wait until it renews, or raise it.`;
  }
  if (code === 5 && !path.startsWith(USERS)) {
    return `The server at ${baseUrl} knows no instance for this host (${answer}): set ZITADEL_BASE_URL to the instance's own domain.`;
  }
  return `The instance refused to prepare the run (${answer}): check its log for this operation.`;
}
