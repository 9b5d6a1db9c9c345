import type { Exchange, HeaderList } from "../protocol/exchange.ts";
import { escapeRegExp } from "../util/escape-regexp.ts";
import type { CaseRun } from "../runner/result.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { basePathOf } from "../transports/base-path.ts";
import type { Redactor } from "./redact.ts";

/**
 * Methods that a person may paste. Others go through the suite, whose guard keeps them off a real user: the same service
 * deletes the token's owner on `DELETE /auth/v1/users/me`, and paths with dot segments lead to it.
 */
const READS = ["GET", "HEAD", "OPTIONS"];

/** What curl sends of itself, or must work out of itself. */
const OWN_FIELDS = ["host", "content-length", "connection", "user-agent", "accept-encoding", "transfer-encoding"];

/** A command that a person can paste to see the same again; it never holds a token. */
export function reproductionCommands(run: CaseRun, descriptor: TargetDescriptor, redactor: Redactor): string[] {
  // A scenario is more than its requests, and users who were made for a run are gone after it.
  if (run.lag !== undefined || (!descriptor.capabilities.isEmbedded && descriptor.provisioning !== undefined))
    return [ownCommand(run)];
  const commands = run.exchanges.map((exchange) => curl(exchange, descriptor, redactor));
  const all = commands.filter((command) => command !== undefined);
  return all.length > 0 && all.length === commands.length ? all : [ownCommand(run)];
}

function ownCommand({ case: id, transport }: CaseRun): string {
  // The space after the id keeps cases out whose ids only begin with it.
  return `npm run conformance -- --project ${transport} --grep "${id} "`;
}

/** One exchange as a curl line, or undefined when a shell cannot say it without a token or raw bytes. */
function curl(exchange: Exchange, descriptor: TargetDescriptor, redactor: Redactor): string | undefined {
  const { request, transport } = exchange;
  if (transport !== "rest" || !READS.includes(request.method) || request.body.length > 0) return undefined;
  const path = withVariables(request.path.slice(basePathOf(descriptor.baseUrl).length), descriptor);
  const words = ["curl -i", ...switches(exchange, descriptor), ...fieldSwitches(request.headers, descriptor)];
  const command = [...words, `"$ZITADEL_BASE_URL${path}"`].join(" ");
  // What a redactor would still hide, or a shell would not carry, cannot be pasted.
  return redactor.text(command) === command && /^[\x20-\x7e]*$/.test(command) ? command : undefined;
}

function switches({ request }: Exchange, descriptor: TargetDescriptor): string[] {
  const { method, path, httpVersion } = request;
  return [
    ...(descriptor.capabilities.isEmbedded ? [] : trustSwitches(descriptor)),
    ...(method === "HEAD" ? ["--head"] : method === "GET" ? [] : [`-X ${method}`]),
    ...(httpVersion === "2.0" ? [descriptor.baseUrl.startsWith("https:") ? "--http2" : "--http2-prior-knowledge"] : []),
    ...(/\/\.{1,2}(\/|$|\?)/.test(path) ? ["--path-as-is"] : []),
    ...(/[[\]{}]/.test(path) ? ["--globoff"] : []),
  ];
}

/** The files by the names of their settings. What the environment says of proxies curl reads itself. */
function trustSwitches({ ca, network }: TargetDescriptor): string[] {
  return [
    ...(ca === undefined ? [] : ['--cacert "$ZITADEL_CA"']),
    ...(network?.clientCertificate === undefined
      ? []
      : ['--cert "$ZITADEL_CLIENT_CERT"', '--key "$ZITADEL_CLIENT_KEY"']),
  ];
}

function fieldSwitches(headers: HeaderList, descriptor: TargetDescriptor): string[] {
  const sent = headers.filter(([name]) => !OWN_FIELDS.includes(name.toLowerCase()) && !name.startsWith(":"));
  return (
    sent
      // curl leaves out a field without a value, unless it ends in a semicolon.
      .map(
        ([name, value]) => `-H "${value.trim() === "" ? `${name};` : `${name}: ${withVariables(value, descriptor)}`}"`,
      )
  );
}

/** The tokens by the names of their settings, and the rest quoted for a shell's double quotes. */
function withVariables(text: string, descriptor: TargetDescriptor): string {
  const { subject, other } = descriptor.tokens;
  const names = new Map<string | undefined, string>([
    [other, "$ZITADEL_OTHER_TOKEN"],
    [subject, "$ZITADEL_TOKEN"],
  ]);
  const tokens = [subject, other]
    .filter((token) => token !== undefined)
    .filter((token) => token !== "")
    .map(escapeRegExp);
  const parts = tokens.length === 0 ? [text] : text.split(new RegExp(`(${tokens.join("|")})`));
  return parts.map((part) => names.get(part) ?? part.replace(/[\\"$`]/g, "\\$&")).join("");
}
