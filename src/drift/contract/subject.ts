import type { ContractSubject, Reserved } from "./difference.ts";

/** Names of the parts and aspects of a contract. */
const NAMES: Readonly<Record<Exclude<ContractSubject["kind"], "reservation">, string>> = {
  operation: "operation",
  method: "method",
  path: "path",
  "operation-id": "operation id",
  content: "content",
  credentials: "credentials",
  permission: "permission",
  rpc: "RPC",
  streaming: "streams",
  "request-message": "request message",
  "response-message": "response message",
  "http-bindings": "HTTP bindings",
  message: "message",
  "error-message": "message of errors",
  parameter: "parameter",
  response: "response",
  "media-type": "media type",
  member: "member",
  scopes: "scopes of",
  field: "field",
  "enum-value": "value",
  name: "name",
  "json-name": "JSON name",
  number: "number",
  type: "type",
  format: "format",
  cardinality: "cardinality",
  presence: "presence",
  oneof: "oneof",
  validation: "validation",
  items: "items",
  "further-members": "further members",
  alternatives: "alternatives",
};

/** The stable name of a subject, used to accept a difference: `type of member sequence`. */
export function contractSubjectOf(subject: ContractSubject): string {
  if (subject.kind === "reservation") return `reservation of ${reservedText(subject.of)}`;
  const name = NAMES[subject.kind];
  if ("name" in subject) return `${name} ${subject.name}`;
  return "of" in subject ? `${name} of ${contractSubjectOf(subject.of)}` : name;
}

function reservedText(reserved: Reserved): string {
  if (typeof reserved === "string") return reserved;
  const [first, last] = reserved;
  return first === last ? String(first) : `${String(first)} to ${String(last)}`;
}
