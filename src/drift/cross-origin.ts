import type { Change } from "./change.ts";
import type { Difference, HeaderValue, Observation } from "./observation.ts";
import { NOT_COMPARED } from "./observations/headers.ts";
import { itemsOf } from "./policy.ts";
import { STATUS_FIELDS } from "./observations/rpc.ts";
import { fieldsAskedBy } from "./sent-fields.ts";

type HeaderChange = Difference<"header">;
type Context = Pick<Change, "case" | "transport" | "now">;

/** The beginning of every field for pages of other origins. */
export const CROSS_ORIGIN_FIELDS = "access-control-";

/** Fields that let pages of other origins send a request and read its answer (WHATWG Fetch, "CORS protocol"). */
export const CROSS_ORIGIN = {
  origin: "access-control-allow-origin",
  headers: "access-control-allow-headers",
  methods: "access-control-allow-methods",
  exposed: "access-control-expose-headers",
  maxAge: "access-control-max-age",
  credentials: "access-control-allow-credentials",
} as const;

/** Fields that pages may send, or read, in any case (WHATWG Fetch §2.2.2, CORS-safelisted). */
const SAFE = {
  [CROSS_ORIGIN.headers]: ["accept", "accept-language", "content-language"],
  [CROSS_ORIGIN.exposed]: [
    ...["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"],
  ],
};

/** True when any origin may read the answer. */
export function admitsAnyOrigin(value: HeaderValue | undefined): boolean {
  return value?.kind === "requesting-origin" || isWildcard(value);
}

/** True when a page may no longer send what the preflight asks for. */
export function refusesRequest(header: HeaderChange, context: Context): boolean {
  if (header.name !== CROSS_ORIGIN.headers) return false;
  return fieldsAskedBy(context).some(
    (item) => isAdmitted(item, header.old, header) && !isAdmitted(item, header.new, header),
  );
}

/** True when a page may send or read less, whether or not anyone asks for it. */
export function reducesAccess(header: HeaderChange, { now }: Context): boolean {
  const lost = lostItems(header, { withCredentials: allowsCredentials(now) });
  switch (header.name) {
    case CROSS_ORIGIN.maxAge:
    // What is left of this list are methods that the operation does not have.
    case CROSS_ORIGIN.methods:
      return false;
    case CROSS_ORIGIN.origin:
      if (admitsAnyOrigin(header.new))
        return isWildcard(header.new) && !isWildcard(header.old) && allowsCredentials(now);
      return header.new === undefined || lost.length > 0;
    case CROSS_ORIGIN.exposed:
      // What an answer does not have cannot be read from it, exposed or not.
      return lost.some((item) => item === "*" || isIn(item, now));
    default:
      return lost.length > 0;
  }
}

/** True when a page may send or read more. */
export function extendsAccess({ name, ...header }: HeaderChange): boolean {
  if (name === CROSS_ORIGIN.maxAge || name === CROSS_ORIGIN.methods) return false;
  return name !== CROSS_ORIGIN.exposed || lostItems({ ...header, name, old: header.new, new: header.old }).length > 0;
}

function isWildcard(value: HeaderValue | undefined): boolean {
  return value?.kind === "text" && value.text === "*";
}

/** Pages may ask with cookies: for their requests a wildcard is no wildcard (WHATWG Fetch §3.3.5). */
function allowsCredentials(answer: readonly Observation[]): boolean {
  return answer.some(
    (each) => each.kind === "header" && each.name === CROSS_ORIGIN.credentials && itemsOf(each.value).includes("true"),
  );
}

interface Admission {
  readonly withCredentials?: boolean;
}

/** What a list admitted and no longer does. */
function lostItems(header: HeaderChange, admission: Admission = {}): readonly string[] {
  return itemsOf(header.old).filter((item) => !isAdmitted(item, header.new, { ...header, ...admission }));
}

/** A wildcard admits all but Authorization (WHATWG Fetch §4.1, §4.8). */
function isAdmitted(
  item: string,
  value: HeaderValue | undefined,
  { name, withCredentials = false }: Pick<HeaderChange, "name"> & Admission,
): boolean {
  const items = itemsOf(value);
  const safe = name === CROSS_ORIGIN.headers || name === CROSS_ORIGIN.exposed ? SAFE[name] : [];
  const byWildcard = items.includes("*") && item !== "authorization" && !withCredentials;
  return items.includes(item) || safe.includes(item) || byWildcard;
}

/**
 * Whether an answer has a field, so that a page misses it. The status and its message come in fields now and then, whatever
 * this answer does; of the details it is known that they are in the trailer frame, which is content.
 */
function isIn(name: string, answer: readonly Observation[]): boolean {
  if (STATUS_FIELDS.includes(name)) {
    const isDetails = name === "grpc-status-details-bin";
    return answer.some((each) => each.kind === "status-place" && (!isDetails || each.value.includes("headers")));
  }
  // Comes with refusals that no page of the suite asks for: a list that names it is one for all answers.
  if (name === "retry-after") return true;
  // Whether an answer has one that is not compared, nobody knows any more.
  return NOT_COMPARED.includes(name) || answer.some((each) => each.kind === "header" && each.name === name);
}
