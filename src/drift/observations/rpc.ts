import { COMPRESSED_FLAG, TRAILER_FLAG } from "../../protocol/frame.ts";
import { contradiction } from "../../protocol/grpc/status-details.ts";
import type { Evidence, GrpcBody } from "../../protocol/outcome.ts";
import type { Observation, StatusDetailsValue } from "../observation.ts";
import { messageObservations, type Requested } from "./metadata.ts";
import { unknownFields } from "./unknown-fields.ts";
import { text } from "./value.ts";

/** The status and its companions have their own observations. */
export const STATUS_FIELDS = ["grpc-status", "grpc-message", "grpc-status-details-bin"];

/** The frames, trailers and status of an RPC's answer, and the members of its message. */
export function rpcObservations({ outcome }: Evidence, body: GrpcBody, requested: Requested): readonly Observation[] {
  return [
    ...frameObservations(body, outcome.kind === "error"),
    ...framingObservations(body),
    ...trailerObservations(body),
    ...statusObservations(body),
    ...errorObservations(body),
    ...(outcome.kind === "success"
      ? [...messageObservations(outcome.metadata, requested), ...unknownFields(body)]
      : []),
  ];
}

function frameObservations({ frames }: GrpcBody, isError: boolean): readonly Observation[] {
  const messages = frames.filter(({ flags }) => (flags & TRAILER_FLAG) === 0);
  const compressed = messages.filter(({ flags }) => (flags & COMPRESSED_FLAG) !== 0).length;
  return [
    { kind: isError ? "error-message-count" : "message-count", value: messages.length },
    ...(compressed === 0 ? [] : [{ kind: "compressed-messages", value: compressed } as const]),
  ];
}

/** The problem, without numbers that vary between answers. */
function framingObservations({ frames, framing, decoding, status }: GrpcBody): readonly Observation[] {
  const trailer = frames.findIndex(({ flags }) => (flags & TRAILER_FLAG) !== 0);
  const isLast = trailer < 0 || trailer === frames.length - 1;
  const isPlain = status === undefined || /^(0|[1-9]\d*)$/.test(status);
  const problem = (
    part: Extract<Observation, { kind: "framing" }>["part"],
    value: string | undefined,
  ): readonly Observation[] => (value === undefined ? [] : [{ kind: "framing", part, value }]);
  return [
    ...problem("frames", framing?.replace(/\d+/g, "n")),
    ...problem("message", decoding?.replace(/at byte \d+/, "at some byte")),
    ...problem("trailer-frame", isLast ? undefined : "not last"),
    ...problem("status-form", isPlain ? undefined : "not plain decimal"),
  ];
}

/** Trailer names; a trailers-only answer has them in its headers. */
function trailerObservations({ statusPlaces, trailers }: GrpcBody): readonly Observation[] {
  if (statusPlaces[0] === "headers") return [];
  const names = new Set(trailers.map(([name]) => name.toLowerCase()).filter((name) => !STATUS_FIELDS.includes(name)));
  return [...names].map((name) => ({ kind: "trailer", name, value: true }) as const);
}

function statusObservations({ statusPlaces }: GrpcBody): readonly Observation[] {
  const places = [...new Set(statusPlaces)];
  return [
    ...(places.length === 0 ? [] : [{ kind: "status-place", value: places } as const]),
    { kind: "status-count", value: statusPlaces.length },
  ];
}

/** The text of an error, and the types of its details, by the pointers that they have over REST. */
function errorObservations(body: GrpcBody): readonly Observation[] {
  const details = statusDetails(body);
  return [
    // An empty text means the same as none.
    ...(body.message === undefined || body.message === ""
      ? []
      : [{ kind: "member", pointer: "/message", value: text(body.message) } as const]),
    ...(details === undefined ? [] : [{ kind: "status-details", value: details } as const]),
    ...detailTypes(body).map(
      (type, at) => ({ kind: "member", pointer: `/details/${String(at)}/@type`, value: text(type) }) as const,
    ),
  ];
}

function statusDetails({ statusDetails: details, status, message }: GrpcBody): StatusDetailsValue | undefined {
  if (details === undefined) return undefined;
  if (details.problem !== undefined) return { kind: "unreadable", problem: details.problem };
  const part = contradiction(details, { status, message });
  return { kind: part === undefined ? "agrees" : `other-${part}` };
}

function detailTypes({ statusDetails: details }: GrpcBody): readonly string[] {
  if (details === undefined || details.problem !== undefined) return [];
  return details.details.map(({ type }) => type ?? "");
}
