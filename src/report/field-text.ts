import { showCode } from "../contract/codes.ts";
import { readStatusDetails } from "../protocol/grpc/status-details.ts";
import { decodePercent } from "../protocol/percent.ts";
import type { Redactor } from "./redact.ts";

/** A header or trailer field as it was sent, without credentials, and beside a field of gRPC what it means. */
export function fieldText(name: string, value: string, redactor: Redactor): string {
  const meaning = meaningOf(name.toLowerCase(), value);
  const shown = `${name}: ${redactor.field(name, value)}`;
  return meaning === undefined || meaning === value ? shown : `${shown}  (${redactor.text(meaning)})`;
}

function meaningOf(name: string, value: string): string | undefined {
  switch (name) {
    case "grpc-status":
      return /^\d{1,2}$/.test(value) ? showCode(Number(value)) : undefined;
    case "grpc-message":
      return decodePercent(value);
    case "grpc-status-details-bin":
      return detailsText(value);
    default:
      return undefined;
  }
}

function detailsText(value: string): string {
  const status = readStatusDetails(value);
  if (status.problem !== undefined) return status.problem;
  const types = status.details.map(({ type }) => type ?? "no type").join(", ");
  return `google.rpc.Status: ${showCode(status.code)}, message ${JSON.stringify(status.message)}, details ${types === "" ? "none" : types}`;
}
