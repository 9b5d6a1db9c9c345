/** google.rpc.Code by number (google/rpc/code.proto). */
export const CODE_NAMES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** Name of a google.rpc.Code. */
export type CodeName = (typeof CODE_NAMES)[number];

/** Number of a google.rpc.Code. */
export function codeNumber(name: CodeName): number {
  return CODE_NAMES.indexOf(name);
}

/** A code for reports: `5 (NOT_FOUND)`, or the bare number of an unknown code. */
export function showCode(code: number | undefined): string {
  if (code === undefined) return "no code";
  const name = CODE_NAMES[code];
  return name === undefined ? `code ${String(code)}` : `code ${String(code)} (${name})`;
}

/**
 * The HTTP statuses that a code may come with: "HTTP Mapping" in google/rpc/code.proto, and for UNIMPLEMENTED also 405,
 * which grpc-gateway's routing errors use and code.proto does not map.
 */
export const HTTP_STATUSES: Readonly<Record<CodeName, readonly number[]>> = {
  OK: [200],
  CANCELLED: [499],
  UNKNOWN: [500],
  INVALID_ARGUMENT: [400],
  DEADLINE_EXCEEDED: [504],
  NOT_FOUND: [404],
  ALREADY_EXISTS: [409],
  PERMISSION_DENIED: [403],
  RESOURCE_EXHAUSTED: [429],
  FAILED_PRECONDITION: [400],
  ABORTED: [409],
  OUT_OF_RANGE: [400],
  UNIMPLEMENTED: [501, 405],
  INTERNAL: [500],
  UNAVAILABLE: [503],
  DATA_LOSS: [500],
  UNAUTHENTICATED: [401],
};
