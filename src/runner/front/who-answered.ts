import { header, mediaType, type Exchange } from "../../protocol/exchange.ts";
import { describeHead, describeResponse } from "../../protocol/describe.ts";
import type { Front } from "../../target/front.ts";
import { readers } from "../../transports/index.ts";
import { isUnavailable, whoIsAway } from "../http/unavailable.ts";
import { isForeignRefusal, isPlain, OR_SLOWER } from "./forbidden.ts";
import { frontName, hasVendorMarks, lacksVendorMarks } from "./names.ts";
import { hasErrorAsSuccess, isStatusRewritten, STATUS_REMEDY } from "./rewritten-status.ts";
import { whyRefusable } from "./refusable.ts";

/** Go's own words for what its server refuses before anything of ZITADEL's sees it: the vendor's, then. It never does so by 403. */
const GOS_WORDS = /^(40\d|41\d|431|50\d)? ?[A-Z0-9][\w ]+(: [\w %"\\-]+)?\n?$/;

/** What a refusal with 403 is about: the request alone, or whatever is sent. */
type Refuses = "one" | "all";

/** An answer that the vendor did not give: the environment's, unless an intermediary may refuse such a request. */
export class AnsweredByIntermediary extends Error {
  readonly mayRefuse: boolean;

  constructor(message: string, mayRefuse: boolean) {
    super(message);
    this.name = "AnsweredByIntermediary";
    this.mayRefuse = mayRefuse;
  }
}

/** One reason for all refusals with 403 of a run, from the first one on that is not about its request alone. */
export class Refusals {
  #all: AnsweredByIntermediary | undefined;

  /** What to say of a refusal, after those that came before it. */
  told(refusal: AnsweredByIntermediary, refuses: Refuses): AnsweredByIntermediary {
    if (refuses === "all") this.#all ??= refusal;
    return this.#all ?? refusal;
  }
}

/**
 * Throws an AnsweredByIntermediary when somebody else than the vendor of the live target at `baseUrl` answered; for a refusal
 * with 403 the one that tells it together with the earlier ones.
 */
export function refuseIntermediary(
  exchange: Exchange,
  baseUrl: string,
  front: Front | undefined,
  refusals = new Refusals(),
): void {
  const away = whoIsAway(exchange);
  if (away === "database") throw new AnsweredByIntermediary(whyWithoutDatabase(exchange, baseUrl), false);
  const who = intermediaryOf(exchange, baseUrl, front, away);
  if (who === undefined) return;
  const { request, response } = exchange;
  const refusable = whyRefusable(request);
  const answer = request.method === "HEAD" ? describeHead(response) : describeResponse(response);
  const own = isSuccess(response) && !isPage(exchange) ? whatIsOwn(exchange) : undefined;
  if (own !== undefined) {
    throw new AnsweredByIntermediary(
      `${who} answered ${own} in ZITADEL's place (${answer}), as many do: ZITADEL's own answer is not seen`,
      true,
    );
  }
  if (refusable !== undefined) {
    throw new AnsweredByIntermediary(
      `${who} answered in ZITADEL's place (${answer}), and may refuse ${refusable}`,
      true,
    );
  }
  const refuses = whatIsRefused(exchange);
  const refusal = new AnsweredByIntermediary(
    `${who} in front of ${baseUrl} answered in ZITADEL's place (${answer}): ${remedy(exchange, refuses)}`,
    false,
  );
  throw refuses === undefined ? refusal : refusals.told(refusal, refuses);
}

/** Undefined for what is no refusal with 403. */
function whatIsRefused({ request, response }: Exchange): Refuses | undefined {
  if (response.status !== 403) return undefined;
  return isPlain(request) ? "all" : "one";
}

/** One sentence on an instance that says that it has no database. */
export function whyWithoutDatabase({ response }: Exchange, baseUrl: string): string {
  return `${baseUrl} cannot reach its database, as it says (${describeResponse(response)}): see that the database is up, and run again.`;
}

function remedy(exchange: Exchange, refuses: Refuses | undefined): string {
  const { request, response, transport } = exchange;
  if (isUnavailable(exchange)) {
    // What nginx answers by default where it limits the rate (limit_req_status).
    const rate = response.status === 503 ? `, ${OR_SLOWER},` : "";
    return `see that the instance behind it is up${rate} and run again.`;
  }
  if (hasErrorAsSuccess(response)) return STATUS_REMEDY;
  if (response.status < 300) return "end its maintenance mode, or set ZITADEL_BASE_URL to the instance's own address.";
  if (response.status < 400)
    return "let it pass requests on as they come, and set ZITADEL_BASE_URL to the address it leads to.";
  if (refuses === "all") return `let it pass on all requests of the run, ${OR_SLOWER}.`;
  const [path = "", query] = request.path.split("?");
  // Not the query itself, as a token may be in it.
  const asked = `${path.slice(0, 60)}${query === undefined ? "" : " with a query"}`;
  const what = `${transport === "rest" ? `${request.method} requests` : transport} to ${asked}`;
  return refuses === undefined ? `let it pass on ${what}.` : `let it pass on ${what}, ${OR_SLOWER}.`;
}

/** Who answered in the vendor's place, or undefined when the vendor did, or nothing shows that it did not. */
export function intermediaryOf(
  exchange: Exchange,
  baseUrl: string,
  front: Front | undefined,
  away = whoIsAway(exchange),
): string | undefined {
  const { response } = exchange;
  const name = frontName(response) ?? front?.name;
  if (away === "gateway") return capital(name ?? "something");
  const marks = front?.marks ?? [];
  const isOwn = whatIsOwn(exchange) !== undefined && lacksVendorMarks(response, marks);
  if (isPreflight(exchange) && isOwn) return capital(name ?? "something");
  // Without marks the vendor may have made a success of its own error.
  if (exchange.transport === "rest" && marks.length > 0 && isStatusRewritten(response, marks))
    return capital(name ?? "something");
  // An answer to HEAD has no content that shows an error.
  if (exchange.request.method === "HEAD" && name !== undefined && isOwn && isSuccess(response)) return capital(name);
  if (isVendors(exchange, marks)) return undefined;
  if (isOwn && isSuccess(response)) return capital(name ?? "something");
  if (leadsElsewhere(exchange, baseUrl) || isPage(exchange)) return capital(name ?? "something");
  const isUnsigned = front?.signs === true && frontName(response) === undefined;
  if (name === undefined) return isStrangers(exchange, marks) ? "Something" : undefined;
  return isCut(exchange) || isItsOwn(exchange, isUnsigned) ? capital(name) : undefined;
}

/**
 * A refusal from behind nothing that names itself: over REST neither in the vendor's shape, nor with any of its marks; an
 * RPC's by 403, as what the vendor answers to RPCs has no marks.
 */
function isStrangers(exchange: Exchange, marks: readonly string[]): boolean {
  const { transport, response } = exchange;
  if (transport !== "rest") return isForeignRefusal(exchange);
  const isRefusal = response.status >= 400 && response.status < 500;
  return isRefusal && lacksVendorMarks(response, marks) && isItsOwn(exchange, false);
}

function isVendors(exchange: Exchange, marks: readonly string[]): boolean {
  const { transport, response, request } = exchange;
  const { outcome } = readers[transport](exchange);
  if (outcome.kind === "success") return true;
  if (outcome.kind === "error" && outcome.code !== undefined && !isOwnNumber(outcome.code, exchange, marks))
    return true;
  if (transport !== "rest") return false;
  if (request.method === "HEAD" && mediaType(response.headers) === "application/json")
    return response.status !== 403 || !lacksVendorMarks(response, marks);
  return hasVendorMarks(response, marks);
}

/**
 * No google.rpc.Code is an HTTP status: gateways have it as a `code`, and may not be the vendor then. Firewalls number
 * their refusals in ways of their own.
 */
function isOwnNumber(code: number, exchange: Exchange, marks: readonly string[]): boolean {
  const { response } = exchange;
  return code === response.status || (isForeignRefusal(exchange) && lacksVendorMarks(response, marks));
}

/** What a browser asks before it sends a request of a page of another origin (WHATWG Fetch §4.8). */
function isPreflight({ request }: Exchange): boolean {
  return request.method === "OPTIONS" && header(request.headers, "access-control-request-method") !== undefined;
}

/** What an intermediary may answer with a success of its own, which says nothing of the vendor. */
function whatIsOwn(exchange: Exchange): string | undefined {
  if (isPreflight(exchange)) return "a CORS preflight";
  return exchange.request.method === "HEAD" ? "HEAD" : undefined;
}

function isSuccess({ status }: Exchange["response"]): boolean {
  return status >= 200 && status < 300;
}

/** A redirect to another origin: a login page, or https in place of http. */
function leadsElsewhere({ response }: Exchange, baseUrl: string): boolean {
  const location = header(response.headers, "location") ?? "";
  return (
    response.status >= 300 &&
    response.status < 400 &&
    URL.canParse(location) &&
    new URL(location).origin !== new URL(baseUrl).origin
  );
}

function isPage({ response }: Exchange): boolean {
  const redirects = response.status >= 300 && response.status < 400;
  return mediaType(response.headers) === "text/html" && !redirects;
}

/** An RPC whose answer ends without a status. */
function isCut({ transport, response }: Exchange): boolean {
  return transport !== "rest" && response.incomplete;
}

/**
 * An error without the vendor's shape from behind a known intermediary. Go's words are the vendor's, whose server is Go's;
 * but where the intermediary puts its name on all that it passes on, unsigned ones are its own, as its server is Go's too.
 */
function isItsOwn({ transport, response }: Exchange, isUnsigned: boolean): boolean {
  if (response.status < 400 || (transport !== "rest" && response.status === 415)) return false;
  if (isUnsigned) return true;
  const mayBeGos = mediaType(response.headers) === "text/plain" && response.status !== 403;
  return !(mayBeGos && GOS_WORDS.test(Buffer.from(response.body).toString()));
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
