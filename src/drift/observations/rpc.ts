import type { Evidence, GrpcBody } from "../../protocol/outcome.ts";
import { COMPRESSED_FLAG, TRAILER_FLAG } from "../../protocol/frame.ts";
import type { RawObservations } from "./head.ts";
import { messageObservations, type Asked } from "./metadata.ts";
import { unknownFields } from "./unknown-fields.ts";
import { textObservation } from "./value.ts";

/** The status and what belongs to it: they have observations of their own, wherever they stand. */
export const STATUS_FIELDS = ["grpc-status", "grpc-message", "grpc-status-details-bin"];

/** The frames, trailers and status of an RPC's answer, and the members of its message. */
export function rpcObservations(evidence: Evidence, body: GrpcBody, asked: Asked): RawObservations {
  const { outcome } = evidence;
  return {
    ...frameObservations(body, outcome.kind === "error" ? "frames of an error" : "frames"),
    ...trailerObservations(body),
    "status place": [...new Set(body.statusPlaces)].join(", ") || "absent",
    "status count": String(body.statusPlaces.length),
    "status form": body.status === undefined || /^(0|[1-9]\d*)$/.test(body.status) ? undefined : "not plain decimal",
    "status details": statusDetails(body),
    ...detailTypes(body),
    // An empty text says what none says.
    "body /message": body.message === undefined || body.message === "" ? undefined : textObservation(body.message),
    ...(outcome.kind === "success" ? { ...messageObservations(outcome.metadata, asked), ...unknownFields(body) } : {}),
  };
}

function frameObservations({ frames, framing, decoding }: GrpcBody, name: string): RawObservations {
  const isTrailer = frames.map(({ flags }) => (flags & TRAILER_FLAG) !== 0);
  const messages = frames.filter((_, at) => isTrailer[at] === false);
  const first = isTrailer.indexOf(true);
  const compressed = messages.filter(({ flags }) => (flags & COMPRESSED_FLAG) !== 0).length;
  return {
    [name]: messages.length === 1 ? "1 message" : `${String(messages.length)} messages`,
    "trailer frame": first < 0 || first === frames.length - 1 ? undefined : "not last",
    "compressed messages": compressed === 0 ? undefined : String(compressed),
    framing: framing === undefined ? undefined : framing.replace(/\d+/g, "n"),
    decoding: decoding === undefined ? undefined : decoding.replace(/at byte \d+/, "at some byte"),
  };
}

/** Trailers by name: those of a trailers-only answer are its headers. */
function trailerObservations({ statusPlaces, trailers }: GrpcBody): RawObservations {
  if (statusPlaces[0] === "headers") return {};
  const names = trailers.map(([name]) => name.toLowerCase()).filter((name) => !STATUS_FIELDS.includes(name));
  return Object.fromEntries(names.map((name) => [`trailer ${name}`, "present"]));
}

function statusDetails({ statusDetails: details, status, message }: GrpcBody): string | undefined {
  if (details === undefined) return undefined;
  if (details.problem !== undefined) return details.problem;
  if (String(details.code) !== status) return "another code";
  return details.message === (message ?? "") ? "agrees" : "another message";
}

function detailTypes({ statusDetails: details }: GrpcBody): RawObservations {
  if (details === undefined || details.problem !== undefined) return {};
  return Object.fromEntries(
    details.details.map(({ type }, at) => [`body /details/${String(at)}/@type`, textObservation(type ?? "")]),
  );
}
